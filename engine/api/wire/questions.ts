import * as z from 'zod';
import { keptOf } from './shelf.ts';
import { sqlParams, sqlText } from './sql.ts';

/** A saved question as it is written. */
export const savedQuestion = z.object({
  title: z.string().trim().min(1).max(120),
  about: z.string().trim().max(1_000).default(''),
  sql: sqlText,
  params: sqlParams.default({}).describe('The values that its parameters have where nothing else is said.'),
});

/** A saved question as it is kept. */
export const keptQuestion = keptOf(savedQuestion);

/** The answer of `GET /v1/questions`, and of the versions of one. */
export const questionsAnswer = z.object({ questions: z.array(keptQuestion).readonly() });
