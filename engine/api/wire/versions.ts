import * as z from 'zod';
import type { ShapeOf } from '../../contract.ts';
import type { DocumentVersion } from '../../definitions/contract.ts';
import { changeNote } from './contract.ts';

export const documentVersion = z.object({
  version: z.int(),
  is: z.enum(['live', 'earlier', 'removed']),
  author: z.string().exactOptional().describe('A person, or `key:NAME`. Absent: it is older than versions are.'),
  note: z.string().exactOptional(),
  publishedAt: z.number().exactOptional().describe('Milliseconds since 1970.'),
} satisfies ShapeOf<DocumentVersion>);

/** The answer of `GET /v1/versions/:kind/:name`. */
export const versionsAnswer = z.object({
  versions: z.array(documentVersion).readonly().describe('Newest first; earlier ones as far as they are kept.'),
});

/** The body of `POST …/:version/restore`. */
export const restoreRequest = z
  .object({
    note: changeNote,
    expectedVersion: z.int().min(0).optional().describe('The version that it replaces; 0: the document is not there.'),
  })
  .nullish();
