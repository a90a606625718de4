import { Button, Group, Modal, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { stringify } from 'yaml';
import type { ChangeView } from '../../../engine/api/contract.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { TextDiff } from '../../parts/publish/text-diff.tsx';
import { useAuthor } from '../../parts/use-author.ts';
import { auditAddress, auditQuery, type ChangeFilters } from '../../queries/changes.ts';
import { SettingsPage } from './settings-page.tsx';

const DAY_MS = 86_400_000;
const PERIODS = ['1', '7', '30', 'all'] as const;
const KINDS = ['trigger', 'place', 'template', 'workspace', 'pause', 'people', 'keys', 'customers'] as const;

interface LogSearch {
  readonly person?: string | undefined;
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
  readonly days?: string | undefined;
  readonly after?: string | undefined;
}

/** Who changed what, when, and what it was before and after; what is shown stands in the address. */
export function LogPage() {
  const t = useTranslations('changes');
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as LogSearch;
  const { after, days = '7', person, kind, name } = search;
  const period = PERIODS.find((one) => one === days) ?? '7';
  // From the beginning of the hour on, so that the same question is asked while one looks.
  const from = useMemo(() => (period === 'all' ? undefined : beginningOf(Number(period))), [period]);
  const filters: ChangeFilters = {
    ...(from !== undefined && { from }),
    ...(person !== undefined && { person }),
    ...(kind !== undefined && { kind }),
    ...(name !== undefined && { name }),
  };
  const query = useQuery(auditQuery(filters, after));
  const choose = (next: LogSearch) =>
    void navigate({ to: '.', search: { ...search, after: undefined, ...next }, replace: true } as never);
  return (
    <SettingsPage
      actions={
        <Button
          component="a"
          href={auditAddress(filters, { format: 'csv' })}
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('csv')}
        </Button>
      }
    >
      <Group mb="md" align="flex-end" gap="sm">
        <TextFilter label={t('person')} value={person} onChange={(next) => choose({ person: next })} />
        <Select
          label={t('kind')}
          placeholder={t('any')}
          clearable
          data={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          value={kind ?? null}
          onChange={(next) => choose({ kind: next ?? undefined })}
        />
        <TextFilter label={t('name')} value={name} onChange={(next) => choose({ name: next })} />
        <Select
          label={t('when')}
          data={PERIODS.map((value) => ({ value, label: t(`logPeriods.${value}`) }))}
          value={period}
          onChange={(next) => choose({ days: next ?? '7' })}
          allowDeselect={false}
        />
      </Group>
      <Text size="sm" c="dimmed" mb="sm">
        {t('logHint', { period: t(`logPeriods.${period}`) })}
      </Text>
      <FourStates query={query} isEmpty={({ changes }) => changes.length === 0} empty={{ title: t('logEmpty') }}>
        {({ changes, next }) => (
          <Stack gap="sm">
            <ChangesTable changes={changes} />
            <Group>
              {after !== undefined && (
                <Button variant="default" onClick={() => choose({ after: undefined })}>
                  {t('newest')}
                </Button>
              )}
              {next !== undefined && (
                <Button variant="default" onClick={() => choose({ after: next })}>
                  {t('older')}
                </Button>
              )}
            </Group>
          </Stack>
        )}
      </FourStates>
    </SettingsPage>
  );
}

/** A text that takes effect when it is left, or with Enter. */
function TextFilter({
  label,
  value = '',
  onChange,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (next: string | undefined) => void;
}) {
  const leave = (text: string) => text.trim() !== value && onChange(text.trim() === '' ? undefined : text.trim());
  return (
    <TextInput
      key={value}
      label={label}
      defaultValue={value}
      onBlur={({ currentTarget }) => leave(currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => key === 'Enter' && leave(currentTarget.value)}
    />
  );
}

function ChangesTable({ changes }: { readonly changes: readonly ChangeView[] }) {
  const t = useTranslations('changes');
  const author = useAuthor();
  const format = useFormatter();
  const [shown, show] = useState<ChangeView>();
  return (
    <>
      <Table.ScrollContainer minWidth={680} type="native">
        <Table verticalSpacing="xs" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('when')}</Table.Th>
              <Table.Th>{t('person')}</Table.Th>
              <Table.Th>{t('what')}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changes.map((change) => (
              <Table.Tr key={change.id}>
                <Table.Td fz="sm">{format.dateTime(change.at, { dateStyle: 'short', timeStyle: 'medium' })}</Table.Td>
                <Table.Td className="any-text">{author(change.author)}</Table.Td>
                <Table.Td className="any-text">
                  <Does change={change} />
                  {change.note !== undefined && (
                    <Text size="sm" c="dimmed">
                      {change.note}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  {(change.before !== undefined || change.after !== undefined) && (
                    <Button size="compact-sm" variant="subtle" onClick={() => show(change)}>
                      {t('showChange')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Modal opened={shown !== undefined} onClose={() => show(undefined)} size="xl" title={t('showChange')}>
        {shown && (
          <Stack gap="sm">
            <Does change={shown} />
            <TextDiff before={textOf(shown.before)} after={textOf(shown.after)} label={t('showChange')} />
          </Stack>
        )}
      </Modal>
    </>
  );
}

const ACTIONS = [
  'publish',
  'remove',
  'pause',
  'resume',
  'requeue',
  'signal',
  'reply',
  'ask',
  'refuse',
  'save',
] as const;

/** A change in words: the kind of thing, its name, and what was done. */
function Does({ change: { action, kind, name } }: { readonly change: ChangeView }) {
  const t = useTranslations('changes');
  const known = ACTIONS.find((one) => one === action);
  return (
    <Text size="sm" className="any-text">
      {t.has(`kinds.${kind}` as 'kinds.trigger') ? t(`kinds.${kind}` as 'kinds.trigger') : kind}{' '}
      <Text span fw={600}>
        {name}
      </Text>{' '}
      {known ? (
        t(`action.${known}`)
      ) : (
        <Text span ff="monospace" fz="xs">
          {action}
        </Text>
      )}
    </Text>
  );
}

function textOf(side: unknown): string {
  if (side === undefined) return '';
  return typeof side === 'string' ? side : stringify(side, { lineWidth: 100 });
}

function beginningOf(days: number): string {
  const hour = DAY_MS / 24;
  return String(Math.floor(Date.now() / hour) * hour - days * DAY_MS);
}
