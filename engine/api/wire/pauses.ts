import * as z from 'zod';
import type { ShapeOf } from '../../contract.ts';
import type { Pause, PauseTarget } from '../../pauses/contract.ts';

const target = z
  .templateLiteral([z.enum(['channel:', 'trigger:']), z.string().min(1).max(200)])
  .or(z.literal('all')) satisfies z.ZodType<PauseTarget>;

/** What a pause is about, in a URL. */
export const pauseInPath = z.object({
  what: z.string().min(1).max(210).describe('`all`, `channel:NAME`, `trigger:NAME`.'),
});

export const pause = z.object({
  what: target,
  author: z.string(),
  reason: z.string(),
  at: z.number().describe('Milliseconds since 1970.'),
} satisfies ShapeOf<Pause>);

/** The answer of `GET /v1/pauses`. */
export const pausesAnswer = z.object({ pauses: z.array(pause).readonly() });

/** The body of `PUT /v1/pauses/:what`. */
export const pauseRequest = z.object({
  reason: z.string().trim().max(500).default('').describe('Why, for everybody who wonders.'),
});
