import { ActionIcon, Button, Group, NativeSelect, Stack, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { type DrawnArea, withoutPart } from '../../parts/draw-parts.ts';
import type { Tool } from '../../parts/draw-sketch.ts';

/** Chooses one of the parts of an area, adds parts and holes, and takes parts away. */
export function AreaParts({
  area,
  part,
  choose,
  tool,
  begin,
  change,
}: {
  readonly area: DrawnArea;
  readonly part: number;
  readonly choose: (part: number) => void;
  readonly tool: Tool | undefined;
  readonly begin: (tool: Tool | undefined, isByPointer: boolean) => void;
  readonly change: (area: DrawnArea) => void;
}) {
  const t = useTranslations('places.editor');
  const { polygons } = area;
  return (
    <Stack gap={6}>
      {polygons.length > 1 && (
        <Group gap={4} align="flex-end" wrap="nowrap">
          <NativeSelect
            label={t('part')}
            value={String(part)}
            data={polygons.map((rings, p) => ({
              value: String(p),
              label: t('partOf', { number: p + 1, corners: (rings[0]?.length ?? 1) - 1, holes: rings.length - 1 }),
            }))}
            onChange={({ currentTarget: { value } }) => choose(Number(value))}
            style={{ flex: 1 }}
          />
          <Tooltip label={t('removePart', { number: part + 1 })}>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t('removePart', { number: part + 1 })}
              onClick={() => {
                change(withoutPart(area, part));
                choose(Math.max(0, part - 1));
              }}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
      )}
      <Group gap="xs">
        {(['part', 'hole'] as const).map((one) => (
          <Button
            key={one}
            size="compact-sm"
            variant={tool === one ? 'filled' : 'default'}
            aria-pressed={tool === one}
            leftSection={one === 'part' ? <IconPlus size={14} aria-hidden /> : undefined}
            onClick={({ detail }) => begin(tool === one ? undefined : one, detail > 0)}
          >
            {t(one === 'part' ? 'addPart' : 'hole')}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}
