import { Badge, Card, Group, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { SparkLine } from '../../parts/spark-line.tsx';
import { useAuthor } from '../../parts/use-author.ts';
import { useReasonWords } from '../../parts/use-reason-words.ts';
import type { TriggerDays } from '../../queries/triggers.ts';
import type { ListedTrigger } from './listed-triggers.ts';
import { TriggerState } from './trigger-state.tsx';

const ROW_HEIGHT = 66;

/** The lines of triggers, of which only those that can be seen are drawn. */
export function TriggerRows({
  triggers,
  days,
  warnings,
}: {
  readonly triggers: readonly ListedTrigger[];
  readonly days: ReadonlyMap<string, TriggerDays> | undefined;
  readonly warnings: ReadonlyMap<string, number> | undefined;
}) {
  const t = useTranslations('triggers');
  const holder = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop((holder.current?.getBoundingClientRect().top ?? 0) + window.scrollY), []);
  const rows = useWindowVirtualizer({
    count: triggers.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    scrollMargin: top,
  });
  const shown = rows.getVirtualItems();
  const above = (shown[0]?.start ?? top) - top;
  const below = rows.getTotalSize() - above - shown.length * ROW_HEIGHT;
  return (
    <Card withBorder padding={0} style={{ overflowX: 'auto' }}>
      <Table className="trigger-rows" horizontalSpacing="md" aria-rowcount={triggers.length + 1} layout="fixed">
        <Table.Thead>
          <Table.Tr aria-rowindex={1}>
            {COLUMNS.map(([column, width]) => (
              <Table.Th key={column} w={width}>
                {t(column)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody ref={holder}>
          <Spacer height={above} />
          {shown.map(({ index }) => {
            const trigger = triggers[index]!;
            return (
              <Table.Tr key={trigger.name} aria-rowindex={index + 2} h={ROW_HEIGHT}>
                <Cells trigger={trigger} did={days?.get(trigger.name)} warnings={warnings?.get(trigger.name) ?? 0} />
              </Table.Tr>
            );
          })}
          <Spacer height={below} />
        </Table.Tbody>
      </Table>
    </Card>
  );
}

const COLUMNS = [
  ['title', undefined],
  ['stateTitle', 110],
  ['sent7', 190],
  ['heldMost', 150],
  ['lastFired', 125],
  ['owner', 120],
] as const;

/** The room of the lines that are not drawn. */
function Spacer({ height }: { readonly height: number }) {
  return height > 0 ? (
    <tr>
      <td colSpan={COLUMNS.length} style={{ height, padding: 0 }} />
    </tr>
  ) : null;
}

function Cells({
  trigger: { name, summary, state, hasDraft, owner, tags },
  did,
  warnings,
}: {
  readonly trigger: ListedTrigger;
  readonly did: TriggerDays | undefined;
  readonly warnings: number;
}) {
  const t = useTranslations('triggers');
  const { rule } = useReasonWords();
  const author = useAuthor();
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const sent = (did?.sent ?? []).reduce((sum, count) => sum + Number(count), 0);
  return (
    <>
      <Table.Td>
        <Link to="/triggers/$name" params={{ name }} className="row-link one-line" title={summary || name}>
          {summary === '' ? name : summary}
        </Link>
        <Group gap={6} wrap="nowrap">
          <Text size="xs" c="dimmed" className="one-line">
            {name}
          </Text>
          {tags.map((tag) => (
            <Badge
              key={tag}
              size="xs"
              color="gray"
              variant="light"
              tt="none"
              maw={120}
              renderRoot={(props) => (
                <Link to="." search={((before: object) => ({ ...before, tag })) as never} {...props} />
              )}
              style={{ cursor: 'pointer' }}
            >
              {tag}
            </Badge>
          ))}
          {warnings > 0 && (
            <Badge size="xs" color="yellow" variant="light" tt="none" style={{ flex: 'none' }}>
              {t('warnings', { count: warnings })}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        <TriggerState state={state} />
        {hasDraft && state !== 'draft' && (
          <Text size="xs" c="dimmed">
            {t('hasDraft')}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Group gap={8} wrap="nowrap">
          <SparkLine values={(did?.sent ?? []).map(Number)} width={56} height={20} />
          <Text size="sm">{t('sentClicked', { sent, clicked: Number(did?.clicked ?? 0) })}</Text>
        </Group>
      </Table.Td>
      <Table.Td>
        <Text size="sm" className="one-line">
          {did && Number(did.held_back) > 0 ? `${rule(did.held_by)} (${format.number(Number(did.held_back))})` : '–'}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">
          {did && Number(did.last_at) > 0
            ? format.relativeTime(Math.min(Number(did.last_at), now.getTime()), now)
            : t('neverFired')}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm" className="one-line">
          {owner === '' ? '–' : author(owner)}
        </Text>
      </Table.Td>
    </>
  );
}
