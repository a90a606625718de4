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
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import type { Map as MapLibre } from 'maplibre-gl';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { recordOf } from '../../parts/definitions.ts';
import { type DrawnShape, geometryOfShape, shapeIn } from '../../parts/draw-shape.ts';
import { propertyOf } from '../../parts/place-text.ts';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { mapPlacesQuery, publishPlace } from '../../queries/places.ts';
import { RequestRefused } from '../../queries/request.ts';
import { AttributesFields } from './attributes-fields.tsx';
import { DrawingTools } from './drawing-tools.tsx';
import { hoursIn } from './hours.ts';
import { HoursGrid } from './hours-grid.tsx';
import { idFor } from './place-id.ts';
import { problemsByField } from './place-problems.ts';
import { PlaceSight } from './place-sight.tsx';
import { PointsList } from './points-list.tsx';
import { useKeepsChecked } from './use-keeps-checked.ts';
import { type Change, usePlaceDraft } from './use-place-draft.ts';

/** Edits one place, or makes a new one: shape, name, tags, hours. Nothing is live before it is published. */
export function PlaceEditor({
  id,
  taken,
  allTags,
  map,
  mayPublish,
  done,
}: {
  /** Absent: a new place. */
  readonly id?: string;
  readonly taken: ReadonlySet<string>;
  readonly allTags: readonly string[];
  readonly map: MapLibre | undefined;
  readonly mayPublish: boolean;
  /** Called with the id of what was published; undefined: editing ends without. */
  readonly done: (id: string | undefined) => void;
}) {
  const { wordFault, wordProblems } = useEngineWords();
  const t = useTranslations('places.editor');
  const queries = useQueryClient();
  const draft = usePlaceDraft(id);
  const { body, change } = draft;
  const shape = useMemo(() => shapeIn(body), [body]);
  const [refused, setRefused] = useState<RequestRefused>();
  const [isPublishing, setPublishing] = useState(false);
  const name = String(propertyOf(body, 'name') ?? '');
  const ownId = id ?? String(propertyOf(body, 'id') ?? '');
  const checked = useKeepsChecked(shape && ownId !== '' && draft.isChanged ? body : undefined, ownId);
  const problems = useMemo(
    () => problemsByField(wordProblems(refused?.problems ?? checked)),
    [refused, checked, wordProblems],
  );
  const isTaken = id === undefined && taken.has(ownId);

  const set = (property: string, value: unknown, topic = property) => {
    setRefused(undefined);
    change([[['properties', property], value]], topic);
  };
  const setName = (next: string) => {
    const changes: Change[] = [[['properties', 'name'], next]];
    // The id follows the name of a new place until somebody writes an id of their own.
    if (id === undefined && ownId === idFor(name, taken)) changes.push([['properties', 'id'], idFor(next, taken)]);
    setRefused(undefined);
    change(changes, 'name');
  };
  const setShape = (next: DrawnShape, topic?: string) => {
    setRefused(undefined);
    change(
      [
        [['geometry'], geometryOfShape(next)],
        [['properties', 'radiusMetres'], next.kind === 'circle' ? next.metres : undefined],
        [['properties', 'widthMetres'], next.kind === 'corridor' ? next.metres : undefined],
      ],
      topic,
    );
  };
  const publish = async () => {
    setPublishing(true);
    const from = performance.now();
    try {
      await publishPlace(ownId, draft.text, id === undefined ? 0 : draft.baseVersion);
      const ms = Math.round(performance.now() - from);
      notifications.show({ color: 'teal', message: t('live', { name: name || ownId, ms }) });
      await draft.discard();
      await queries.invalidateQueries({ queryKey: mapPlacesQuery.queryKey });
      await queries.invalidateQueries({ queryKey: ['place', ownId] });
      await queries.invalidateQueries({ queryKey: ['definitions'] });
      done(ownId);
    } catch (cause) {
      if (!(cause instanceof RequestRefused)) throw cause;
      setRefused(cause);
    } finally {
      setPublishing(false);
    }
  };
  const missing = !shape ? t('noShape') : ownId === '' ? t('noName') : isTaken ? t('idTaken') : undefined;
  return (
    <Stack gap={0} h="100%">
      <ScrollArea style={{ flex: 1, minHeight: 0 }} type="auto">
        <Stack gap="sm" p="md">
          <Text component="h2" fw={650} fz="md" className="any-text">
            {id === undefined ? t('titleNew') : t('title', { name: name || id })}
          </Text>
          {!body && draft.is !== 'loading' && <Alert color="red">{t('unreadable')}</Alert>}
          <TextInput
            label={t('name')}
            value={name}
            error={problems.name}
            maxLength={200}
            data-autofocus
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
          <DrawingTools map={map} shape={shape} draft={draft} change={setShape} />
          {problems.shape && <Alert color="red">{problems.shape}</Alert>}
          {shape && shape.kind !== 'polygon' && (
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
          {shape && <PlaceSight body={body} />}
          {shape && (
            <details className="panel-details">
              <summary>{t('points')}</summary>
              <PointsList shape={shape} change={(next) => setShape(next, 'points')} />
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
          {refused && refused.problems.length === 0 && (
            <Alert color="red" title={refused.status === 409 ? t('conflict') : t('refused')}>
              <Text size="sm" className="any-text">
                {wordFault(refused)}
              </Text>
              {refused.status === 409 && (
                <Button
                  size="compact-sm"
                  variant="default"
                  mt="xs"
                  onClick={() => void draft.discard().then(() => setRefused(undefined))}
                >
                  {t('takeLive')}
                </Button>
              )}
            </Alert>
          )}
          {draft.error && (
            <Alert color="yellow" title={t('notSaved')}>
              {wordFault(draft.error)}
            </Alert>
          )}
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
        <Text size="xs" c="dimmed">
          {!mayPublish ? t('mayNot') : (missing ?? (draft.isChanged ? t('draft') : t('unchanged')))}
        </Text>
        <Group gap="xs">
          <Button
            size="sm"
            loading={isPublishing}
            disabled={!mayPublish || missing !== undefined || !draft.isChanged}
            onClick={() => void publish()}
          >
            {t('publish')}
          </Button>
          <Button
            size="sm"
            variant="default"
            onClick={() => {
              void draft.discard();
              done(undefined);
            }}
          >
            {draft.isChanged ? t('discard') : t('cancel')}
          </Button>
        </Group>
      </Stack>
    </Stack>
  );
}

function tagsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
