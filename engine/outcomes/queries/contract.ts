import type * as z from 'zod';

/** An analyst's question. One file in this folder, named after itself. */
export interface Query {
  readonly name: string;
  readonly summary: string;
  /** What it is asked with; `{name:Type}` in the SQL. */
  readonly params: z.ZodType<Readonly<Record<string, unknown>>>;
  readonly sql: string;
}
