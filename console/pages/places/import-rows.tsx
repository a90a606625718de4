import { Badge, Button, Group, SegmentedControl, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ImportedRow, ImportFileReport, WithSaid } from '../../../engine/api/contract.ts';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { type CellName, COLOURS, cellsToRepair, type Importing, rowsShown } from './import-state.ts';

interface RowsProps {
  readonly plan: WithSaid<ImportFileReport>;
  readonly importing: Importing;
  readonly chosen: number | undefined;
  readonly choose: (row: number) => void;
  readonly repair: (row: number, cell: CellName, value: string) => void;
  readonly leaveOut: (row: number, isOut: boolean) => void;
}

/** The rows of a file; those with a fault say what is wrong, and are repaired here. */
export function ImportRows({ plan, importing, chosen, choose, repair, leaveOut }: RowsProps) {
  const t = useTranslations('places.importer');
  const [filter, setFilter] = useState<'repair' | 'all'>(() =>
    plan.rows.some(({ state }) => state === 'faulty') ? 'repair' : 'all',
  );
  const touched = useMemo(
    () => new Set([...Object.keys(importing.changes).map(Number), ...importing.leaveOut]),
    [importing],
  );
  const shown = useMemo(() => rowsShown(plan.rows, filter, touched), [plan, filter, touched]);
  const holder = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => holder.current,
    estimateSize: (i) => (shown[i]?.state === 'faulty' ? 130 : 44),
    getItemKey: (i) => shown[i]?.row ?? i,
    overscan: 10,
  });
  const at = shown.findIndex(({ row }) => row === chosen);
  const { scrollToIndex } = rows;
  useEffect(() => {
    if (at >= 0) scrollToIndex(at, { align: 'auto' });
  }, [at, scrollToIndex]);
  return (
    <>
      <SegmentedControl
        m="xs"
        size="xs"
        aria-label={t('show')}
        value={filter}
        onChange={(next) => setFilter(next as typeof filter)}
        data={[
          { value: 'repair', label: t('repair') },
          { value: 'all', label: t('all') },
        ]}
      />
      <div ref={holder} style={{ flex: 1, minHeight: 160, overflowY: 'auto' }}>
        {shown.length === 0 && (
          <Text p="sm" c="dimmed" size="sm">
            {t('none')}
          </Text>
        )}
        <ul style={{ position: 'relative', height: rows.getTotalSize(), margin: 0, padding: 0, listStyle: 'none' }}>
          {rows.getVirtualItems().map(({ key, index, start }) => (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-setsize={shown.length}
              aria-posinset={index + 1}
              style={{ position: 'absolute', top: 0, left: 0, right: 0, transform: `translateY(${start}px)` }}
            >
              <Row
                row={shown[index]!}
                isChosen={shown[index]!.row === chosen}
                typed={importing.changes[shown[index]!.row]}
                choose={choose}
                repair={repair}
                leaveOut={leaveOut}
                said={plan.said}
              />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

function Row({
  row,
  isChosen,
  typed,
  choose,
  repair,
  leaveOut,
  said,
}: Pick<RowsProps, 'choose' | 'repair' | 'leaveOut'> & {
  readonly row: ImportedRow;
  readonly isChosen: boolean;
  readonly typed: ImportedRow['cells'];
  readonly said: WithSaid<object>['said'];
}) {
  const t = useTranslations('places.importer');
  const { state, id, name, problems, cells = {}, mended } = row;
  const { wordProblems, wordSentence } = useEngineWords();
  const isOut = state === 'left-out';
  const fields = state === 'faulty' || typed ? cellsToRepair(row, typed) : [];
  return (
    <Stack
      gap={4}
      px="sm"
      py={6}
      style={{
        borderTop: '1px solid var(--kairos-line)',
        background: isChosen ? 'var(--mantine-primary-color-light)' : undefined,
      }}
    >
      <Group gap={6} wrap="nowrap" justify="space-between">
        <UnstyledButton onClick={() => choose(row.row)} style={{ minWidth: 0 }} aria-current={isChosen || undefined}>
          <Text size="sm" truncate td={isOut ? 'line-through' : undefined}>
            <Text span size="xs" c="dimmed">
              {t('row', { row: row.row })}
            </Text>{' '}
            {name || id || t('noId')}
          </Text>
        </UnstyledButton>
        <Group gap={4} wrap="nowrap">
          <Badge color={COLOURS[state]} variant="light" tt="none" style={{ flex: 'none' }}>
            {t(`state.${state}`)}
          </Badge>
          {(state === 'faulty' || isOut) && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t(isOut ? 'takeRow' : 'leaveOutRow', { row: row.row })}
              onClick={() => leaveOut(row.row, !isOut)}
            >
              {t(isOut ? 'take' : 'leaveOut')}
            </Button>
          )}
        </Group>
      </Group>
      {wordProblems(problems).map(({ path, expected }) => (
        <Text key={`${path} ${expected}`} size="xs" c="red" className="any-text">
          {expected}
        </Text>
      ))}
      {mended?.map((what) => (
        <Text key={what} size="xs" c="dimmed" className="any-text">
          {t('mended', { what: wordSentence(what, said) })}
        </Text>
      ))}
      {fields.length > 0 && !isOut && (
        <Group gap={6}>
          {fields.map((cell) => (
            <TextInput
              key={cell}
              size="xs"
              w={cell === 'name' || cell === 'tags' ? 170 : 108}
              label={t(`cell.${cell}`)}
              aria-label={t('cellOf', { cell: t(`cell.${cell}`), row: row.row })}
              value={typed?.[cell] ?? cells[cell] ?? ''}
              error={problems.some((problem) => problem.cell === cell)}
              onFocus={() => choose(row.row)}
              onChange={({ currentTarget: { value } }) => repair(row.row, cell, value)}
            />
          ))}
        </Group>
      )}
    </Stack>
  );
}
