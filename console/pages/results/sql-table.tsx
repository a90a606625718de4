import { Button, Card, Group, ScrollArea, SegmentedControl, Table, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import type { SqlAnswer } from '../../../engine/api/contract.ts';
import { askForFile, type SqlParams } from '../../queries/sql.ts';
import { SqlChart } from './sql-chart.tsx';

/** Rows that are drawn; a file has all. */
const MOST_SHOWN = 200;

const LOOKS = ['table', 'bars', 'line'] as const;

/** The answer to a question in SQL as a table or a chart, with its cost and as files. The address says as which. */
export function SqlTable({
  answer,
  sql,
  params,
  shownAs,
  show,
}: {
  readonly answer: SqlAnswer;
  readonly sql: string;
  readonly params: SqlParams;
  readonly shownAs: { readonly look: string; readonly column: string };
  /** Puts into the address how the answer is shown. */
  show(as: { readonly look?: string; readonly column?: string }): void;
}) {
  const t = useTranslations('sql');
  const { rows, isCut, readRows, tookMs } = answer;
  const look = LOOKS.find((one) => one === shownAs.look) ?? 'table';
  const file = useMutation({
    mutationFn: async (format: 'csv' | 'parquet') => saveAs(await askForFile(sql, params, format), `answer.${format}`),
  });
  return (
    <Card withBorder component="section" aria-label={t('title')}>
      <Group justify="space-between" mb="sm">
        <div>
          <Text fw={600} role="status">
            {isCut ? t('cut', { rows: rows.length }) : t('rows', { rows: rows.length })}
          </Text>
          <Text size="xs" c="dimmed">
            {t('cost', { read: readRows, ms: tookMs })}
            {rows.length > MOST_SHOWN && ` · ${t('shown', { shown: MOST_SHOWN })}`}
          </Text>
        </div>
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={t('shownAs')}
            data={LOOKS.map((value) => ({ value, label: t(`looks.${value}`) }))}
            value={look}
            onChange={(next) => show({ look: next })}
          />
          {(['csv', 'parquet'] as const).map((format) => (
            <Button
              key={format}
              size="xs"
              variant="default"
              leftSection={<IconDownload size={14} />}
              loading={file.isPending && file.variables === format}
              onClick={() => file.mutate(format)}
            >
              {t(format)}
            </Button>
          ))}
        </Group>
      </Group>
      {file.error && (
        <Text size="sm" c="red" role="alert">
          {file.error.message}
        </Text>
      )}
      {rows.length === 0 ? (
        <Text c="dimmed">{t('empty')}</Text>
      ) : look === 'table' ? (
        <Rows answer={answer} />
      ) : (
        <SqlChart answer={answer} look={look} column={shownAs.column} choose={(column) => show({ column })} />
      )}
    </Card>
  );
}

function Rows({ answer: { columns, rows } }: { readonly answer: SqlAnswer }) {
  // Rows of an answer have no name of their own, and never move.
  const shown = rows.slice(0, MOST_SHOWN).map((row, at) => ({ key: `row-${at}`, row }));
  return (
    <ScrollArea.Autosize mah={520} type="auto" viewportProps={{ tabIndex: 0 }}>
      <Table striped stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ name, type }) => (
              <Table.Th key={name} className="any-text" title={type}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map(({ key, row }) => (
            <Table.Tr key={key}>
              {row.map((value, column) => (
                <Table.Td key={columns[column]?.name} className="any-text">
                  <Cell value={value} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}

function Cell({ value }: { readonly value: unknown }) {
  const t = useTranslations('sql');
  const format = useFormatter();
  if (value === null || value === '') {
    return (
      <Text span c="dimmed" size="sm">
        {t('unset')}
      </Text>
    );
  }
  if (typeof value === 'number') return format.number(value, { maximumFractionDigits: 6 });
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function saveAs(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
