import type * as z from 'zod';
import type { Words } from '../../../triggers/words/contract.ts';

/** One analyst's question. One file in `queries/`, named after itself. */
export interface Query {
  readonly name: string;
  readonly title: Words;
  readonly summary: Words;
  /** Its rows are about single customers. */
  readonly isPersonal?: true;
  /** Of customers it tells nothing but columns of `results.decisions`, so they can have other names. */
  readonly isMaskable?: true;
  /** It reads what no view tells, so no SQL is shown with its answer. */
  readonly hasNoView?: true;
  /** The parameters; texts are parsed, as a query string has only texts. Each is bound in the SQL by its name. */
  readonly params: z.ZodObject;
  /**
   * A SELECT over the views of `results-views.ts`, or over the tables below them (see `show-sql.ts`); a function where
   * it depends on the parameters, which are checked. Times come out as milliseconds since 1970, in columns called
   * `at`, `hour`, `until` or `…_at`. No SETTINGS, no FORMAT. A LIMIT comes after it, unless it uses `{limit:UInt32}`
   * itself.
   */
  readonly sql: string | ((params: Readonly<Record<string, unknown>>) => string);
  /**
   * Each row has `of` beside what it tells: the number of rows without a limit. To count them apart takes as long
   * again.
   */
  readonly countsInRows?: true;
  /** A SELECT of `of`, the number of rows without a limit; absent: the rows are counted. */
  count?(params: Readonly<Record<string, unknown>>): string;
  /** Further parameters that the SQL binds, worked out from the others. */
  derive?(params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** The rows that are kept when there are more than the limit; absent: the first. */
  readonly keeps?: 'first' | 'newest';
  /** Example parameters, with the rows for `test/support/example-rows.ts`. They run as tests. */
  readonly examples: readonly QueryExample[];
}

export interface QueryExample {
  readonly params: Readonly<Record<string, unknown>>;
  readonly gives: readonly Readonly<Record<string, unknown>>[];
}
