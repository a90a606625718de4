import * as z from 'zod';
import type { RecordedChange } from '../../audit/contract.ts';
import type { ShapeOf } from '../../contract.ts';

export const recordedChange = z.object({
  id: z.string(),
  at: z.number().describe('Milliseconds since 1970.'),
  author: z.string().describe('A person, or `key:NAME`.'),
  action: z.string().describe('`publish`, `remove`, `pause`, `resume`, or the route, such as `POST /v1/people`.'),
  kind: z.string(),
  name: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  note: z.string().exactOptional(),
} satisfies ShapeOf<RecordedChange>);

const word = z.string().min(1).max(200).optional();
const time = z.coerce.number().optional().describe('Milliseconds since 1970.');

/** The question of `GET /v1/audit`. */
export const auditQuestion = z.object({
  from: time,
  to: time,
  person: word.describe('A person, or `key:NAME`.'),
  kind: word,
  name: word,
  action: word,
  after: z
    .string()
    .regex(/^\d{1,15}-\d{1,15}$/)
    .optional()
    .describe('Only changes before this id: `next` of the answer before.'),
  most: z.coerce.number().int().min(1).max(1_000).default(100),
  format: z.enum(['json', 'jsonl', 'csv']).default('json').describe('`jsonl` and `csv` give all that match.'),
});

/** The answer of `GET /v1/audit`. */
export const auditAnswer = z.object({
  changes: z.array(recordedChange).readonly().describe('Newest first.'),
  next: z.string().exactOptional().describe('There are more: ask with `after`.'),
});
