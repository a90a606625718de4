import * as z from 'zod';
import type { ShapeOf } from '../../contract.ts';
import type { GuestTable, View } from '../../outcomes/guests/contract.ts';

const column = z.object({ name: z.string(), type: z.string().describe('As ClickHouse writes it.') });

/** Values of `{name:Type}` in a question. */
export const sqlParams = z
  .record(
    z.string().regex(/^[A-Za-z_]\w{0,63}$/),
    z.union([
      z.string().max(10_000),
      z.number(),
      z.boolean(),
      z.array(z.union([z.string().max(1_000), z.number()])).max(1_000),
    ]),
  )
  .describe('Values of `{name:Type}`, by name.');

/** A question in SQL. */
export const sqlText = z
  .string()
  .trim()
  .min(1)
  .max(20_000)
  .describe('One SELECT over `results.decisions` and the other views; `{name:Type}` is a parameter.');

/** The body of `POST /v1/sql`. */
export const sqlRequest = z.object({ sql: sqlText, params: sqlParams.default({}) });

/** How an answer is written. */
export const answerFormat = z
  .enum(['json', 'csv', 'parquet'])
  .default('json')
  .describe('`json` is a table of 10,000 rows at most; the others are files of 500,000 rows at most.');

/** The answer as a table. */
export const sqlAnswer = z.object({
  columns: z.array(column).readonly(),
  rows: z.array(z.array(z.unknown()).readonly()).readonly(),
  isCut: z.boolean().describe('There are more rows than 10,000.'),
  readRows: z.number().describe('The rows that ClickHouse read for it.'),
  tookMs: z.number(),
} satisfies ShapeOf<GuestTable>);

/** The answer of `GET /v1/sql/views`. */
export const viewsAnswer = z.object({
  views: z
    .array(
      z.object({
        name: z.string(),
        isPersonal: z.boolean().describe('It needs the permission to see personal data.'),
        columns: z.array(column).readonly(),
      } satisfies ShapeOf<View>),
    )
    .readonly(),
});
