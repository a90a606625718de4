import {
  Alert,
  Button,
  Divider,
  Group,
  NumberInput,
  ScrollArea,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Map as MapLibre } from 'maplibre-gl';
import { useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslations } from 'use-intl';
import { recordOf } from '../../parts/definitions.ts';
import { type DrawnShape, geometryOfShape, shapeIn } from '../../parts/draw-shape.ts';
import { Loading } from '../../parts/four-states.tsx';
import { propertyOf } from '../../parts/place-text.ts';
import { DraftLine } from '../../parts/publish/draft-line.tsx';
import { PublishButton } from '../../parts/publish/publish-button.tsx';
import { DefinitionText } from '../../parts/text-editor/definition-text.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { useFirstFocus } from '../../parts/use-first-focus.ts';
import { ViewButtons } from '../../parts/view-buttons.tsx';
import { checkQuery } from '../../queries/check.ts';
import { AttributesFields } from './attributes-fields.tsx';
import { BeaconFields } from './beacon-fields.tsx';
import { DrawingTools } from './drawing-tools.tsx';
import { hoursIn } from './hours.ts';
import { HoursGrid } from './hours-grid.tsx';
import { idFor } from './place-id.ts';
import { problemsByField } from './place-problems.ts';
import { PlaceSight } from './place-sight.tsx';
import { PointsList } from './points-list.tsx';
import { type Change, NEW_PLACE, type PlaceDraft, usePlaceDraft } from './use-place-draft.ts';

/** A draft is checked so long after the last change. */
const CHECK_AFTER_MS = 300;

/** Edits one place, or makes a new one: shape, name, tags, hours. Nothing is live before it is published. */
export function PlaceEditor(editing: PlaceEditing) {
  const place = usePlaceDraft(editing.id);
  // What is typed before the draft is read would be gone with its arrival.
  return place.draft.is === 'loading' ? <Loading /> : <PlaceForm place={place} {...editing} />;
}

interface PlaceEditing {
  /** Absent: a new place. */
  readonly id?: string;
  readonly taken: ReadonlySet<string>;
  readonly allTags: readonly string[];
  readonly map: MapLibre | undefined;
  /** Where its text stands, when it is shown beside the form. */
  readonly textHost: HTMLElement | null;
  readonly mayPublish: boolean;
  /** Called with the id of what was published; undefined: editing ends without. */
  readonly done: (id: string | undefined) => void;
}

function PlaceForm({
  place,
  id,
  taken,
  allTags,
  map,
  textHost,
  mayPublish,
  done,
}: PlaceEditing & { readonly place: PlaceDraft }) {
  const { wordProblems } = useEngineWords();
  const t = useTranslations('places.editor');
  const words = useTranslations('places');
  const first = useFirstFocus<HTMLInputElement>(id === undefined);
  const { body, change, draft, isChanged } = place;
  const shape = useMemo(() => shapeIn(body), [body]);
  const [chosenPart, setPart] = useState(0);
  // A step that is taken back may take the chosen part along.
  const part = shape?.kind === 'polygon' ? Math.min(chosenPart, shape.polygons.length - 1) : 0;
  const isByBeacons = propertyOf(body, 'beacons') !== undefined;
  const name = String(propertyOf(body, 'name') ?? '');
  const ownId = id ?? String(propertyOf(body, 'id') ?? '');
  const [settled] = useDebouncedValue(place.text, CHECK_AFTER_MS);
  const { data: report } = useQuery(
    checkQuery('place', ownId, settled, isChanged && shape !== undefined && ownId !== ''),
  );
  const found = useMemo(
    () => (isChanged ? wordProblems(report?.problems ?? NO_PROBLEMS) : NO_PROBLEMS),
    [isChanged, report, wordProblems],
  );
  const problems = useMemo(() => problemsByField(found), [found]);
  const isTaken = id === undefined && taken.has(ownId);

  const set = (property: string, value: unknown, topic = property) => {
    change([[['properties', property], value]], topic);
  };
  const setName = (next: string) => {
    const changes: Change[] = [[['properties', 'name'], next]];
    // The id follows the name of a new place until somebody writes an id of their own.
    if (id === undefined && ownId === idFor(name, taken)) changes.push([['properties', 'id'], idFor(next, taken)]);
    change(changes, 'name');
  };
  const setShape = (next: DrawnShape, topic?: string) => {
    change(
      [
        [['geometry'], geometryOfShape(next)],
        [['properties', 'radiusMetres'], next.kind === 'circle' && !isByBeacons ? next.metres : undefined],
        ...(isByBeacons && next.kind !== 'circle' ? NO_BEACONS : []),
        [['properties', 'widthMetres'], next.kind === 'corridor' ? next.metres : undefined],
      ],
      topic,
    );
  };
  const missing = !shape ? t('noShape') : ownId === '' ? t('noName') : isTaken ? t('idTaken') : undefined;
  return (
    <Stack gap={0} h="100%">
      <ScrollArea style={{ flex: 1, minHeight: 0 }} type="auto">
        <Stack gap="sm" p="md">
          <Text component="h2" fw={650} fz="md" className="any-text">
            {id === undefined ? t('titleNew') : t('title', { name: name || id })}
          </Text>
          <DraftLine draft={draft} />
          <ViewButtons views={VIEWS} />
          {!body && <Alert color="red">{t('unreadable')}</Alert>}
          <TextInput
            label={t('name')}
            value={name}
            error={problems.name}
            maxLength={200}
            ref={first}
            onChange={({ currentTarget: { value } }) => setName(value)}
          />
          {id === undefined && (
            <TextInput
              label={t('id')}
              description={t('idHint')}
              value={ownId}
              error={isTaken ? t('idTaken') : problems.id}
              maxLength={100}
              onChange={({ currentTarget: { value } }) => set('id', value)}
            />
          )}
          <DrawingTools
            map={map}
            shape={shape}
            title={isByBeacons ? words('shape.point') : undefined}
            draft={place}
            part={part}
            choosePart={setPart}
            change={setShape}
          />
          {problems.shape && <Alert color="red">{problems.shape}</Alert>}
          {shape?.kind === 'circle' && <BeaconFields body={body} problem={problems.beacons} change={change} />}
          {shape && shape.kind !== 'polygon' && !isByBeacons && (
            <NumberInput
              label={t(shape.kind === 'circle' ? 'metresRadius' : 'metresWidth')}
              value={shape.metres}
              error={problems.metres}
              min={1}
              max={shape.kind === 'circle' ? 1_000_000 : 100_000}
              suffix=" m"
              onChange={(metres) =>
                typeof metres === 'number' && metres > 0 && setShape({ ...shape, metres }, 'metres')
              }
            />
          )}
          {shape && !isByBeacons && <PlaceSight body={body} />}
          {shape && (
            <details className="panel-details">
              <summary>{t('points')}</summary>
              <PointsList shape={shape} part={part} change={(next) => setShape(next, 'points')} />
            </details>
          )}
          <TagsInput
            label={t('tags')}
            description={t('tagsHint')}
            value={tagsIn(propertyOf(body, 'tags'))}
            data={[...allTags]}
            error={problems.tags}
            maxTags={32}
            clearable={false}
            onChange={(tags) => set('tags', tags.length > 0 ? tags : undefined)}
          />
          <div>
            <Text size="sm" fw={500} mb={4}>
              {t('hours')}
            </Text>
            <HoursGrid hours={hoursIn(propertyOf(body, 'hours'))} change={(hours) => set('hours', hours)} />
          </div>
          <AttributesFields
            attributes={recordOf(propertyOf(body, 'attributes'))}
            problem={problems.attributes}
            change={(attributes) => set('attributes', attributes)}
          />
          {problems.other.length > 0 && (
            <Alert color="red" title={t('other')}>
              {problems.other.map((one) => (
                <Text key={one} size="sm" className="any-text">
                  {one}
                </Text>
              ))}
            </Alert>
          )}
        </Stack>
      </ScrollArea>
      <Divider />
      <Stack gap={6} p="sm">
        {(!mayPublish || missing !== undefined) && (
          <Text size="xs" c="dimmed">
            {mayPublish ? missing : t('mayNot')}
          </Text>
        )}
        <Group gap="xs">
          <PublishButton
            kind="place"
            name={id ?? NEW_PLACE}
            title={name || ownId}
            liveName={ownId}
            isReady={missing === undefined}
            onPublished={() => done(ownId)}
          />
          <Button
            variant="default"
            onClick={() => {
              if (id === undefined) void place.discard();
              done(id);
            }}
          >
            {id === undefined && isChanged ? t('discard') : t('cancel')}
          </Button>
        </Group>
      </Stack>
      {textHost &&
        createPortal(
          <DefinitionText kind="place" text={place.text} setText={place.write} problems={found} isReadOnly={false} />,
          textHost,
        )}
    </Stack>
  );
}

const VIEWS = ['form', 'both'] as const;
const NO_PROBLEMS = [] as const;
const NO_BEACONS = ['beacons', 'rssiAtLeast', 'silentSeconds'].map((key): Change => [['properties', key], undefined]);

function tagsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
