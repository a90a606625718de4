import * as z from 'zod';
import type { ShapeOf } from '../../contract.ts';
import { DOCUMENT_KINDS } from '../../definitions/contract.ts';
import type { DraftMark, DraftText } from '../../drafts/contract.ts';
import { LONGEST_TEXT, storedDocument } from './contract.ts';

const time = z.number().describe('Milliseconds since 1970.');
const version = z.int().min(0).describe('The version that it began with; 0: a new document.');

export const draft = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  name: z.string(),
  text: z.string().describe('As it was typed; it need not be valid.'),
  baseVersion: version.exactOptional(),
  updatedAt: time,
  savedAt: time,
} satisfies ShapeOf<DraftText>);

export const draftMark = z.object({
  person: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  name: z.string(),
  savedAt: time,
} satisfies ShapeOf<DraftMark>);

/** The answer of `GET /v1/drafts`. */
export const draftsAnswer = z.object({
  mine: z.array(draft).readonly(),
  others: z.array(draftMark).readonly().describe('Of other people, without their texts.'),
});

/** The answer of `GET /v1/drafts/:kind/:name`: what an editor opens with. */
export const draftAnswer = z.object({
  draft: draft.exactOptional().describe('Mine. Absent: there is none.'),
  stored: storedDocument.exactOptional().describe('The live document. Absent: there is none yet.'),
  others: z.array(draftMark).readonly().describe('Other people who have a draft of it.'),
});

/** The body of `PUT /v1/drafts/:kind/:name`. */
export const draftRequest = z.object({
  text: z.string().max(LONGEST_TEXT),
  baseVersion: version.optional(),
  updatedAt: time,
  since: time
    .optional()
    .describe('`savedAt` of the draft that this one follows, 0 for none. Another one is stored: 409 with that.'),
});

/** The refusal of a draft because the same person saved another one elsewhere. */
export const draftConflict = z.object({ error: z.string(), draft: draft.exactOptional() });
