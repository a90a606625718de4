import type * as z from 'zod';

/** One analyst's question. One file in `queries/`, named after itself. */
export interface Query {
  readonly name: string;
  readonly summary: string;
  /** Texts are taken too, as a query string has them. Each parameter is bound in the SQL by its name. */
  readonly params: z.ZodObject;
  /** A SELECT over `outcomes` and `signals`; times come out as milliseconds since 1970. No SETTINGS, no FORMAT. */
  readonly sql: string;
  /** Parameters it can be asked with; they run as tests. */
  readonly examples: readonly Readonly<Record<string, unknown>>[];
}
