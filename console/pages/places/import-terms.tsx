import { Group, NumberInput, Select, Stack, TagsInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { ImportFileReport } from '../../../engine/api/contract.ts';
import type { CellName, Importing } from './import-state.ts';

const OF_TABLES = ['id', 'name', 'lat', 'lon', 'radius', 'tags'] as const;

/** What holds for all rows: which column is what, the radius of points, tags. */
export function ImportTerms({
  importing,
  columns,
  change,
}: {
  readonly importing: Importing;
  readonly columns: ImportFileReport['columns'];
  readonly change: (importing: Importing) => void;
}) {
  const t = useTranslations('places.importer');
  const hasPosition = columns === undefined || ['lat', 'lon'].every((cell) => columns.some(({ is }) => is === cell));
  const names = [...new Set(columns?.map(({ name }) => name).filter((name) => name !== '') ?? [])];
  const choose = (cell: CellName, name: string | null) => {
    const { [cell]: _, ...others } = importing.columns;
    change({ ...importing, columns: name === null ? others : { ...others, [cell]: name } });
  };
  return (
    <Stack gap="xs" p="sm" style={{ borderBottom: '1px solid var(--kairos-line)' }}>
      <Group gap="xs" grow align="end">
        <NumberInput
          size="xs"
          label={t('radius')}
          suffix=" m"
          min={1}
          max={1_000_000}
          value={importing.radiusMetres}
          onChange={(metres) =>
            typeof metres === 'number' && metres >= 1 && change({ ...importing, radiusMetres: metres })
          }
        />
        <TagsInput
          size="xs"
          label={t('tags')}
          value={[...importing.tags]}
          maxTags={32}
          onChange={(tags) => change({ ...importing, tags })}
        />
      </Group>
      {columns && (
        <details className="panel-details" open={!hasPosition}>
          <summary>{t('columns')}</summary>
          <Group gap="xs">
            {OF_TABLES.map((cell) => (
              <Select
                key={cell}
                size="xs"
                w={124}
                label={t(`cell.${cell}`)}
                data={names}
                placeholder={t('columnNone')}
                value={importing.columns[cell] ?? columns.find(({ is }) => is === cell)?.name ?? null}
                onChange={(name) => choose(cell, name)}
              />
            ))}
          </Group>
        </details>
      )}
    </Stack>
  );
}
