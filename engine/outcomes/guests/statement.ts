import { MASKED_MARK } from '../results-views.ts';

const MEGABYTE = 1024 * 1024;

/** Seconds that a question may run. */
export const MOST_SECONDS = 10;
/** The most rows that it may read; a year of a busy shop is a tenth. */
const MOST_READ_ROWS = 200_000_000;

/** What the catalogs of ClickHouse tell a guest: the views and nothing else. */
const CATALOGS: Readonly<Record<string, string>> = {
  'system.databases': "name = 'results'",
  'system.tables': "database = 'results'",
  'system.columns': "database = 'results'",
  // what an editor completes; what is called may be judged all the same
  'system.functions': "origin = 'System'",
};

/** The tables that a tool reads at connect. */
export const CATALOG_NAMES: ReadonlySet<string> = new Set(Object.keys(CATALOGS));

/**
 * Adds the limits to a question in ClickHouse's own spelling. Written into the SQL they hold for this statement alone,
 * in the library too. `readonly = 1` refuses every write, and table functions that reach outside. `isMasked`: customers
 * have their other names.
 */
export function withLimits(sql: string, rows: number, output: readonly string[] = [], isMasked = false): string {
  const settings = [
    'readonly = 1',
    `max_execution_time = ${MOST_SECONDS}`,
    `max_memory_usage = ${512 * MEGABYTE}`,
    `max_bytes_before_external_group_by = ${192 * MEGABYTE}`,
    `max_bytes_before_external_sort = ${192 * MEGABYTE}`,
    `max_rows_to_read = ${MOST_READ_ROWS}`,
    `max_result_bytes = ${64 * MEGABYTE}`,
    "result_overflow_mode = 'throw'",
    'max_subquery_depth = 30',
    'max_ast_elements = 10000',
    `limit = ${rows}`,
    `additional_table_filters = {${Object.entries(CATALOGS)
      .map(([table, filter]) => `'${table}': '${filter.replaceAll("'", "\\'")}'`)
      .join(', ')}}`,
    ...(isMasked ? [`log_comment = '${MASKED_MARK}'`] : []),
    ...output,
  ];
  return `${sql}\nSETTINGS ${settings.join(', ')}`;
}
