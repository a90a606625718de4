import { ActionIcon, Button, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconCircle, IconLine, IconPolygon } from '@tabler/icons-react';
import type { Map as MapLibre } from 'maplibre-gl';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type DrawnArea, holeInside, onlyPart, outlineBeside, withNewPart } from '../../parts/draw-parts.ts';
import { withHole } from '../../parts/draw-rings.ts';
import { countPositions, type DrawnShape, shapeAround } from '../../parts/draw-shape.ts';
import { MOST_HANDLES, type Tool } from '../../parts/draw-sketch.ts';
import { AreaParts } from './area-parts.tsx';
import type { PlaceDraft } from './use-place-draft.ts';
import { useSketch } from './use-sketch.ts';

const KINDS = [
  ['circle', IconCircle],
  ['polygon', IconPolygon],
  ['corridor', IconLine],
] as const;

/** Draws the shape of a place on the map, and takes steps back. */
export function DrawingTools({
  map,
  shape,
  title,
  draft,
  part,
  choosePart,
  change,
}: {
  readonly map: MapLibre | undefined;
  readonly shape: DrawnShape | undefined;
  /** What it is called; absent: by its kind. */
  readonly title?: string | undefined;
  readonly draft: Pick<PlaceDraft, 'undo' | 'redo' | 'canUndo' | 'canRedo'>;
  /** Which part of an area is edited. */
  readonly part: number;
  readonly choosePart: (part: number) => void;
  readonly change: (shape: DrawnShape, topic?: string) => void;
}) {
  const t = useTranslations('places.editor');
  const [tool, setTool] = useState<Tool>();
  const [isAnew, setAnew] = useState(false);
  const changeTo = (next: DrawnShape) => {
    if (next.kind === 'polygon' && shape?.kind === 'polygon' && next.polygons.length > shape.polygons.length)
      choosePart(next.polygons.length - 1);
    change(next);
  };
  useSketch(
    map,
    { shape, part, tool },
    {
      change: changeTo,
      choose: choosePart,
      ended() {
        setTool(undefined);
        setAnew(false);
      },
    },
  );
  useUndoKeys(draft);
  const begin = (next: Tool | undefined, isByPointer = false) => {
    setTool(next);
    // Escape and Enter go to the map while something is drawn; the keyboard goes on to the coordinates.
    if (next && isByPointer) map?.getCanvas().focus();
  };
  const beginByFields = (kind: DrawnShape['kind']) => {
    begin(undefined);
    setAnew(false);
    const { lng, lat } = map?.getCenter() ?? { lng: 10, lat: 50 };
    change(shapeAround(kind, [lng, lat], 50));
  };
  /** A part or a hole that lies somewhere to begin with: its coordinates are fields. */
  const addByFields = (area: DrawnArea) => {
    begin(undefined);
    const hole = tool === 'hole' ? holeInside(area, part) : undefined;
    if (tool === 'part') changeTo(withNewPart(area, outlineBeside(area)));
    else if (hole) change(withHole(area, hole));
  };
  const isChoosing = shape === undefined || isAnew;
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={500}>
          {isChoosing ? t('what') : (title ?? t(shape.kind))}
        </Text>
        <Group gap={2} wrap="nowrap">
          <Tooltip label={t('undoBy')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('undo')}
              disabled={!draft.canUndo}
              onClick={draft.undo}
            >
              <IconArrowBackUp size={17} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('redoBy')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('redo')}
              disabled={!draft.canRedo}
              onClick={draft.redo}
            >
              <IconArrowForwardUp size={17} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      {isChoosing ? (
        <>
          <Group gap={6}>
            {KINDS.map(([kind, Icon]) => (
              <Button
                key={kind}
                size="xs"
                variant={tool === kind ? 'filled' : 'default'}
                aria-pressed={tool === kind}
                leftSection={<Icon size={15} aria-hidden />}
                style={{ flex: '1 0 auto' }}
                onClick={({ detail }) => begin(tool === kind ? undefined : kind, detail > 0)}
              >
                {t(kind)}
              </Button>
            ))}
          </Group>
          {(tool === 'circle' || tool === 'polygon' || tool === 'corridor') && (
            <Button size="compact-sm" variant="subtle" onClick={() => beginByFields(tool)}>
              {t('byFields')}
            </Button>
          )}
        </>
      ) : (
        <Group gap="xs">
          {shape.kind === 'polygon' && (
            <AreaParts area={shape} part={part} choose={choosePart} tool={tool} begin={begin} change={change} />
          )}
          {shape.kind === 'polygon' && tool && (
            <Button size="compact-sm" variant="subtle" onClick={() => addByFields(shape)}>
              {t('byFields')}
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={() => setAnew(true)}>
            {t('anew')}
          </Button>
        </Group>
      )}
      <Text size="xs" c="dimmed" aria-live="polite">
        {tool
          ? t(`hint.${tool}`)
          : shape && countPositions(partWithHandles(shape, part)) > MOST_HANDLES
            ? t('tooMany', { count: countPositions(partWithHandles(shape, part)) })
            : shape
              ? t('handles')
              : ''}
      </Text>
    </Stack>
  );
}

/** What of a shape has handles where not all of it can have some. */
function partWithHandles(shape: DrawnShape, part: number): DrawnShape {
  return shape.kind === 'polygon' ? onlyPart(shape, part) : shape;
}

/** Ctrl+Z and Ctrl+Y, or Cmd+Z and Shift+Cmd+Z, except in a field, which takes its own letters back. */
function useUndoKeys({ undo, redo }: Pick<PlaceDraft, 'undo' | 'redo'>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isInField = event.target instanceof HTMLElement && event.target.closest(FIELDS) !== null;
      if (isInField || !(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) redo();
      else undo();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [undo, redo]);
}

const FIELDS = 'input, textarea, [contenteditable="true"]';
