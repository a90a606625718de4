import { Group, NumberInput, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { SourceFields } from '../../parts/source-fields.tsx';
import type { Watch } from '../../queries/alerts.ts';
import { tileQuery } from '../../queries/boards.ts';
import { definitionsQuery } from '../../queries/definitions.ts';

/** The fields of what an alert watches. */
export function WatchFields({ watch, setWatch }: { readonly watch: Watch; setWatch(next: Watch): void }) {
  if (watch.kind === 'figure') return <FigureFields watch={watch} setWatch={setWatch} />;
  return <TriggerFields watch={watch} setWatch={setWatch} />;
}

function TriggerFields({
  watch,
  setWatch,
}: {
  readonly watch: Exclude<Watch, { readonly kind: 'figure' }>;
  setWatch(next: Watch): void;
}) {
  const t = useTranslations('boards');
  const { data } = useQuery(definitionsQuery);
  const names = (data?.documents ?? []).filter(({ kind }) => kind === 'trigger').map(({ name }) => name);
  return (
    <Group grow align="flex-start">
      <Select
        label={t('trigger')}
        searchable
        allowDeselect={false}
        data={names}
        limit={50}
        value={watch.trigger === '' ? null : watch.trigger}
        onChange={(trigger) => trigger !== null && setWatch({ ...watch, trigger })}
      />
      {watch.kind === 'silent' && (
        <TextInput
          label={t('forTime')}
          description={t('duration')}
          value={watch.for}
          onChange={({ currentTarget: { value } }) => setWatch({ ...watch, for: value })}
        />
      )}
    </Group>
  );
}

function FigureFields({
  watch,
  setWatch,
}: {
  readonly watch: Extract<Watch, { readonly kind: 'figure' }>;
  setWatch(next: Watch): void;
}) {
  const t = useTranslations('boards');
  const { data } = useQuery(tileQuery({ source: watch.source, column: '' }, {}));
  const columns = [...new Set([...(data?.columns ?? []), watch.column])].filter(Boolean);
  return (
    <>
      <SourceFields source={watch.source} setSource={(source) => setWatch({ ...watch, source })} />
      <Group grow align="flex-start">
        <Select
          label={t('column')}
          searchable
          allowDeselect={false}
          data={columns}
          value={watch.column}
          onChange={(column) => column !== null && setWatch({ ...watch, column })}
        />
        <Select
          label={t('is')}
          allowDeselect={false}
          data={(['above', 'below'] as const).map((value) => ({ value, label: t(value) }))}
          value={watch.is}
          onChange={(is) => is !== null && setWatch({ ...watch, is: is as 'above' | 'below' })}
        />
        <NumberInput
          label={t('bound')}
          value={watch.bound}
          onChange={(bound) => setWatch({ ...watch, bound: Number(bound) || 0 })}
        />
      </Group>
    </>
  );
}
