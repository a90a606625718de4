import * as z from 'zod';
import type { ShapeOf } from '../../contract.ts';
import type { Kept, SavedQuestion } from '../../shelf/contract.ts';
import { sqlParams, sqlText } from './sql.ts';

/** A saved question as it is written. */
export const savedQuestion = z.object({
  title: z.string().trim().min(1).max(120),
  about: z.string().trim().max(1_000).default(''),
  sql: sqlText,
  params: sqlParams.default({}).describe('The values that its parameters have where nothing else is said.'),
});

/** The body of `PUT /v1/questions/:id`. */
export const questionRequest = savedQuestion.extend({
  since: z
    .int()
    .min(0)
    .optional()
    .describe('The version that this save follows, 0 for none. Another one is stored: 409.'),
});

/** A saved question as it is kept. */
export const keptQuestion = z.object({
  id: z.string(),
  version: z.int(),
  author: z.string(),
  at: z.number().describe('Milliseconds since 1970.'),
  body: z.object({
    title: z.string(),
    about: z.string(),
    sql: z.string(),
    params: z.record(z.string(), z.unknown()),
  } satisfies ShapeOf<SavedQuestion>),
} satisfies ShapeOf<Kept<SavedQuestion>>);

/** The answer of `GET /v1/questions`, and of the versions of one. */
export const questionsAnswer = z.object({ questions: z.array(keptQuestion).readonly() });

/** The refusal of a save because somebody saved another one meanwhile. */
export const questionConflict = z.object({ error: z.string(), stored: keptQuestion.exactOptional() });

/** A saved question in an address. */
export const questionInPath = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'small letters, digits and hyphens')
    .describe('Its name in addresses.'),
});
