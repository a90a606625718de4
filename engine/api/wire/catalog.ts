import * as z from 'zod';
import { LANGUAGE_CODES } from '../../../triggers/words/contract.ts';

/** The query of what answers in a language of people. */
export const inLanguage = z.object({
  language: z.enum(LANGUAGE_CODES).default('en').describe('The language of titles and descriptions.'),
});

export const catalogPart = z.object({
  name: z.string(),
  title: z.string().describe('Two to four words, for lists and forms.'),
  summary: z.string(),
  schema: z
    .unknown()
    .optional()
    .describe(
      'JSON Schema (2020-12) of its arguments, value or settings; with `title`, `description`, `kind`, `unit`, and `titles` of closed values.',
    ),
  examples: z.array(z.unknown()).readonly().exactOptional(),
  detail: z
    .record(z.string(), z.unknown())
    .readonly()
    .exactOptional()
    .describe(
      'What else it says of itself: types it reads, `schemas` of its arguments by type of field where they differ, units, slots.',
    ),
});

/** The answer of `GET /v1/schemas`. */
export const documentSchemas = z.object({
  trigger: z.unknown(),
  place: z.unknown(),
  template: z.unknown(),
  workspace: z.unknown(),
  segment: z.unknown(),
});
