import type { ClickHouseClients, OutcomeStore } from './contract.ts';
import { createGuestReader } from './guest-reader.ts';
import { toRowsRefused } from './rows-refused.ts';

const MEGABYTE = 1024 * 1024;

/**
 * Settings are written into the SQL. As `clickhouse_settings`, chdb would run them as SET, and they would hold for all
 * later statements. A query that exceeds them fails with ClickHouse's message.
 */
const QUERY_SETTINGS = [
  'max_execution_time = 20',
  `max_memory_usage = ${1024 * MEGABYTE}`,
  `max_bytes_before_external_group_by = ${256 * MEGABYTE}`,
  `max_bytes_before_external_sort = ${256 * MEGABYTE}`,
  'max_result_rows = 100000',
  `max_result_bytes = ${64 * MEGABYTE}`,
  "result_overflow_mode = 'throw'",
  'output_format_json_quote_64bit_integers = 0',
  // compiled in the middle of the fourth time that a question is asked, and no faster after it (bench: results)
  'compile_expressions = 0',
  // what FINAL joins has one partition; a part that is alone in its own is read as it is
  'do_not_merge_across_partitions_select_final = 1',
].join(', ');

/**
 * One block makes one part, which is stored whole or not at all. While an older table stands, its missing columns are
 * left out; a list that ends early leaves its last columns at their defaults.
 */
const INSERT_SETTINGS = [
  'async_insert = 0',
  'input_format_parallel_parsing = 0',
  'input_format_skip_unknown_fields = 1',
  'input_format_json_read_objects_as_strings = 1',
  'input_format_json_compact_allow_variable_number_of_columns = 1',
  'max_insert_block_size = 1048576',
  // the views of a small batch cost more to compile than to run
  'compile_expressions = 0',
  'compile_aggregate_expressions = 0',
].join(', ');

/** Creates the outcome store over `@clickhouse/client`, for a server or the library. */
export function createClickHouseStore({ read, write, admin, guests }: ClickHouseClients): OutcomeStore {
  return {
    read: createGuestReader(guests),
    async query<T>(sql: string, params: Readonly<Record<string, unknown>>) {
      const query = `${sql.trim()}\nSETTINGS ${QUERY_SETTINGS}`;
      const result = await read.query({ query, query_params: { ...params }, format: 'JSONEachRow' });
      return (await result.json()) as T[];
    },
    async measure<T>(sql: string, params: Readonly<Record<string, unknown>>) {
      const query = `${sql.trim()}\nSETTINGS ${QUERY_SETTINGS}, exact_rows_before_limit = 1`;
      const result = await read.query({ query, query_params: { ...params }, format: 'JSON' });
      const { data, statistics, rows_before_limit_at_least: ofLimited } = await result.json<T>();
      return { rows: data, readRows: statistics?.rows_read ?? 0, ofLimited };
    },
    async insert(table, lines, { mark = '', columns } = {}) {
      if (lines.length === 0) return;
      if (!/^[\w:,-]*$/.test(mark)) throw new Error(`'${mark}' is no mark of an insert`);
      const settings = `${INSERT_SETTINGS}, log_comment = '${mark}'`;
      const [into, format] = columns ? [` (${columns})`, 'JSONCompactEachRow'] : ['', 'JSONEachRow'];
      const query = `INSERT INTO ${table}${into} SETTINGS ${settings} FORMAT ${format}\n${lines.join('\n')}`;
      try {
        await write.command({ query });
      } catch (error) {
        throw toRowsRefused(error);
      }
    },
    async command(sql, params) {
      await admin.command(params ? { query: sql, query_params: { ...params } } : { query: sql });
    },
    async ping() {
      return (await write.ping()).success;
    },
    async close() {
      await Promise.all([read, write, admin, ...guests].map((client) => client.close()));
    },
  };
}
