import * as z from 'zod';
import { name } from '../../../triggers/arguments/names.ts';
import type { ShapeOf } from '../../contract.ts';
import {
  type DeadLetter,
  type DeadLetterContent,
  type DeadLetterFilter,
  type DeadLetterGroup,
  type DeadLetterPlace,
  FAILURE_KINDS,
} from '../../dispatch/contract.ts';

const time = z.number().describe('Milliseconds since 1970, real time.');

const letter = {
  id: z.string(),
  channel: z.string(),
  customer: z.string(),
  trigger: z.string(),
  reason: z.string(),
  kind: z.enum(FAILURE_KINDS).describe('Its code, as in `reasons`.'),
  words: z.string().describe('What the provider said; empty where it said nothing.'),
  cause: z.string().describe('The reason without what differs from message to message.'),
  at: time,
  attempts: z.int(),
} satisfies ShapeOf<DeadLetter>;

export const deadLetterInPath = z.object({ id: z.string().min(1).max(200) });

/** Dead letters that are meant, as a query string has them. */
export const deadLetterFilter = z.object({
  channel: name.optional(),
  trigger: z.string().max(200).optional(),
  customer: z.string().max(128).optional(),
  cause: z.string().max(200).optional().describe('As a dead letter has it.'),
  from: z.coerce.number().optional().describe('They failed from this time on: milliseconds since 1970, real time.'),
  to: z.coerce.number().optional().describe('They failed before this time (default: now).'),
} satisfies ShapeOf<DeadLetterFilter>);

/** Where a slice goes on: what the slice before gave as `next`. */
export const after = z
  .string()
  .regex(/^\d+(\.\d+)?~.{1,200}$/, 'the `next` of the answer before')
  .transform((text): DeadLetterPlace => {
    const cut = text.indexOf('~');
    return { at: Number(text.slice(0, cut)), id: text.slice(cut + 1) };
  })
  .optional();

/** Writes a place as `after` reads it. */
export function nextOf(next: DeadLetterPlace | undefined): { readonly next?: string } {
  return next ? { next: `${next.at}~${next.id}` } : {};
}

const next = z.string().exactOptional().describe('Give it as `after` to go on. Absent: there are no more.');
const looked = z.int().describe('How many dead letters this answer looked at.');

export const deadLetterList = z.object({ letters: z.array(z.object(letter)).readonly(), next });

export const deadLetterGroups = z.object({
  of: z.int().describe('Dead letters of the window and channel in all.'),
  looked,
  next,
  groups: z
    .array(
      z.object({
        channel: z.string(),
        kind: z.enum(FAILURE_KINDS),
        cause: z.string(),
        count: z.int(),
        tooLate: z.int().describe('Those of them that would end as `expired` if they were sent now.'),
        firstAt: time,
        lastAt: time,
        example: z.string().describe('The whole reason of one of them.'),
        triggers: z.record(z.string(), z.int()),
      } satisfies ShapeOf<DeadLetterGroup>),
    )
    .readonly(),
});

export const deadLetterContent = z.object({
  ...letter,
  purpose: z.string(),
  place: z.string(),
  decidedAt: z.number(),
  expiresAt: z.number(),
  isTooLate: z.boolean().describe('If it were sent again now, it would end as `expired`.'),
  to: z.string().describe('The address; for those who may not see personal data most of it is left out.'),
  message: z
    .record(z.string(), z.string())
    .readonly()
    .exactOptional()
    .describe('Absent for those who may not see personal data.'),
} satisfies ShapeOf<DeadLetterContent>);

export const requeueRequest = deadLetterFilter.extend({
  dryRun: z.boolean().default(false).describe('Count them only.'),
  after,
});

export const requeueAnswer = z.object({
  dryRun: z.boolean(),
  count: z.int().describe('Messages of this slice that were put back, or would be.'),
  tooLate: z.int().describe('Those of them that end as `expired`.'),
  looked,
  next,
});
