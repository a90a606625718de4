import * as z from 'zod';
import type { ShapeOf } from '../../contract.ts';
import type { ConditionAnswers, Estimate } from '../../studies/contract.ts';

/** The body of `POST /v1/estimate`. */
export const estimateRequest = z.object({
  name: z.string().min(1).max(200).describe('The trigger that is written; its document may leave the name out.'),
  text: z.string().max(262_144).optional().describe('Its document as typed: YAML or JSON.'),
  document: z.record(z.string(), z.unknown()).optional().describe('The same, parsed. Neither: the live trigger.'),
});

const times = z.int();

/** The answer of `POST /v1/estimate`. */
export const estimateAnswer = z.object({
  woke: times,
  matched: times,
  sent: times,
  heldBack: times,
  people: times.describe('Customers that it matched.'),
  from: z.number(),
  to: z.number(),
  sampled: z
    .object({ of: z.int(), taken: z.int() })
    .exactOptional()
    .describe('The counts are scaled up from so many signals. Absent: they are exact.'),
  conditions: z
    .array(z.object({ path: z.string(), yes: times, no: times, unknown: times } satisfies ShapeOf<ConditionAnswers>))
    .readonly()
    .describe('How often each condition gave each answer when the trigger woke.'),
} satisfies ShapeOf<Estimate>);
