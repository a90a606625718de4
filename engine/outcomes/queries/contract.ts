import type * as z from 'zod';

/** One analyst's question. One file in `queries/`, named after itself. */
export interface Query {
  readonly name: string;
  readonly summary: string;
  /** Texts are taken too, as a query string has them. Each parameter is bound in the SQL by its name. */
  readonly params: z.ZodObject;
  /**
   * A SELECT over `outcomes` and `signals`; times come out as milliseconds since 1970, in columns called `at`, `hour`, `until` or
   * `…_at`. No SETTINGS, no FORMAT. A LIMIT comes after it, unless it uses `{limit:UInt32}` itself.
   */
  readonly sql: string;
  /** What is kept of more rows than the limit; the first when nothing is said. */
  readonly keeps?: 'first' | 'newest';
  /** What it can be asked, and the rows that it gives of `test/support/example-rows.ts`; they run as tests. */
  readonly examples: readonly QueryExample[];
}

export interface QueryExample {
  readonly params: Readonly<Record<string, unknown>>;
  readonly gives: readonly Readonly<Record<string, unknown>>[];
}
