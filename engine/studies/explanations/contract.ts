import * as z from 'zod';
import type { Explanation } from '../../../triggers/conditions/contract.ts';
import type { GateWord } from '../../../triggers/gates/contract.ts';
import type { ShapeOf } from '../../contract.ts';

/*
 * The schemas of explanations. The API's checks, its OpenAPI document and these types are made of them, so a member is
 * written once.
 */

const time = z.number().describe('Milliseconds since 1970.');
const args = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()).readonly()])).readonly();

const gate = z.object({
  gate: z.string(),
  says: z.enum(['pass', 'hold', 'defer']),
  channels: z.array(z.string()).readonly(),
  code: z.string().exactOptional(),
  args: args.exactOptional(),
  reason: z.string().exactOptional(),
  until: time.exactOptional(),
} satisfies ShapeOf<GateWord>);

/** Why one trigger would send, or why not. */
export const triggerExplanation = z.object({
  trigger: z.string(),
  version: z.int(),
  summary: z.string(),
  says: z.string().describe('One sentence: what would become of it.'),
  on: z.object({
    waker: z.string(),
    args: z.unknown(),
    isWoken: z
      .boolean()
      .describe('Whether the last signal, or a place the customer is in, is what the trigger waits for.'),
    listens: z.array(z.string()).readonly().describe('The wake keys that the trigger listens to.'),
    place: z.string().exactOptional(),
  }),
  answer: z.enum(['yes', 'no', 'unknown']),
  when: z
    .custom<Explanation>()
    .describe('`when` as a tree: kind, answer, children; of a condition field, operator, args and what it saw.'),
  choice: z
    .object({ code: z.string(), args, reason: z.string() })
    .exactOptional()
    .describe('Why the first channel is the first; absent: it is written so.'),
  gates: z.array(gate).readonly(),
  near: z
    .object({ signal: z.string(), at: time, what: z.string() })
    .nullable()
    .exactOptional()
    .describe('Of one trigger that did not wake: the newest signal of what it waits for; null: none is stored.'),
});

/** The answer of `GET /v1/customers/:id/explain`. */
export const customerExplanation = z.object({
  customer: z.string(),
  at: time,
  zone: z.string(),
  signal: z
    .object({ id: z.string(), kind: z.string(), at: time, value: z.unknown() })
    .exactOptional()
    .describe('The last signal that is stored of the customer; the moment is made from it.'),
  triggers: z.array(triggerExplanation).readonly(),
});

const recordedStep = z.object({
  at: time,
  step: z.string(),
  version: z.int(),
  channel: z.string(),
  place: z.string(),
  gate: z.string(),
  reason: z.string(),
  code: z.string().exactOptional().describe('`reason` for machines; absent where only words are stored.'),
  args: args.exactOptional(),
  words: z.string().exactOptional().describe('What a provider or a template said, as it stands in `reason`.'),
  until: time.exactOptional().describe('When the reason is over.'),
  decision: z.string(),
});

const signalTrigger = triggerExplanation.extend({
  recorded: z.array(recordedStep).readonly().describe('What was recorded; where `says` differs, this happened.'),
  decides: z
    .string()
    .exactOptional()
    .describe('What the live definitions would decide now; absent: nothing, as the trigger does not match.'),
});

/** The answer of `GET /v1/customers/:id/signals/:signal/explain`. */
export const signalExplanation = z.object({
  customer: z.string(),
  zone: z.string(),
  signal: z.object({
    id: z.string(),
    kind: z.string(),
    at: time,
    value: z.unknown(),
    late: z.boolean().describe('It came too late to wake a trigger.'),
  }),
  stimuli: z
    .array(z.string())
    .readonly()
    .describe('What it set off: itself, places entered or left, a timer that came due.'),
  triggers: z.array(signalTrigger).readonly(),
  lookedBackOn: z
    .object({ signals: z.int(), from: time.exactOptional() })
    .describe('The signals of the customer from which their state at that time was worked out.'),
  notes: z.array(z.string()).readonly().describe('What a reader must know to trust it.'),
});

/** Why one trigger would send to a customer now, or why not. */
export type TriggerExplanation = z.infer<typeof triggerExplanation>;
/** What every trigger would do if the customer's last signal came now. */
export type CustomerExplanation = z.infer<typeof customerExplanation>;
/** One step of a decision's life as it was recorded. */
export type RecordedStep = z.infer<typeof recordedStep>;
/** What one trigger made of one signal. */
export type SignalTriggerExplanation = z.infer<typeof signalTrigger>;
/** What became of one signal, and why. */
export type SignalExplanation = z.infer<typeof signalExplanation>;
