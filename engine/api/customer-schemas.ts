import * as z from 'zod';
import type { GateWord } from '../../triggers/gates/contract.ts';
import type { CustomerExplanation, SignalExplanation, TriggerExplanation } from '../studies/contract.ts';
import type { CustomerView } from './contract.ts';

const time = z.number().describe('Milliseconds since 1970.');

const values = z.record(
  z.string(),
  z.object({
    v: z.unknown(),
    at: time,
    until: time.exactOptional(),
    source: z.string(),
    isKnown: z.boolean().describe('False: too old to count.'),
  }),
);

/** A customer as `GET /v1/customers/:id` shows them. */
export const customerView: z.ZodType<CustomerView> = z.object({
  customer: z.string(),
  askedAs: z.string().exactOptional().describe('The id that was asked for, merged into this customer.'),
  identified: z.boolean(),
  firstAt: time,
  lastAt: time,
  zone: z.string(),
  values,
  devices: z
    .array(
      z.object({
        id: z.string(),
        leads: z.boolean().describe('What it says is known of the customer.'),
        heardAt: time,
        carriedAt: time.exactOptional().describe('When it was last seen to be carried, or used.'),
        values,
      }),
    )
    .readonly()
    .describe('The devices that gave a name, the leading one first.'),
  places: z.array(z.object({ id: z.string(), name: z.string(), since: time })).readonly(),
  consents: z.record(z.string(), z.object({ granted: z.boolean(), at: time, source: z.string() })),
  suppressed: z
    .record(z.string(), z.object({ reason: z.string(), at: time, isInForce: z.boolean() }))
    .describe('By `<channel>:<address>`, or `<channel>` whatever its address. In force: it stops messages now.'),
  messages: z
    .array(
      z
        .object({
          id: z.string(),
          at: time,
          trigger: z.string(),
          channel: z.string(),
          purpose: z.string(),
          opened: time.exactOptional(),
          clicked: time.exactOptional(),
          replied: time.exactOptional(),
        })
        .readonly(),
    )
    .readonly(),
  segments: z.record(z.string(), z.enum(['yes', 'no', 'unknown'])).describe('Whether they are in each segment now.'),
  timers: z.array(z.object({ trigger: z.string(), key: z.string(), dueAt: time })).readonly(),
  aliases: z.array(z.string()).readonly(),
});

const args = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()).readonly()])).readonly();

const gate: z.ZodType<GateWord> = z.object({
  gate: z.string(),
  says: z.enum(['pass', 'hold', 'defer']),
  channels: z.array(z.string()).readonly(),
  code: z.string().exactOptional(),
  args: args.exactOptional(),
  reason: z.string().exactOptional(),
  until: time.exactOptional(),
});

const trigger = z.object({
  trigger: z.string(),
  version: z.int(),
  summary: z.string(),
  says: z.string().describe('One sentence: what would become of it.'),
  on: z.object({
    waker: z.string(),
    args: z.unknown(),
    isWoken: z.boolean(),
    listens: z.array(z.string()).readonly(),
    place: z.string().exactOptional(),
  }),
  answer: z.enum(['yes', 'no', 'unknown']),
  when: z
    .custom<TriggerExplanation['when']>()
    .describe('`when` as a tree: kind, answer, children; of a condition field, operator, args and what it saw.'),
  gates: z.array(gate).readonly(),
});

/** What `GET /v1/customers/:id/explain` tells. */
export const customerExplanation: z.ZodType<CustomerExplanation> = z.object({
  customer: z.string(),
  at: time,
  zone: z.string(),
  signal: z.object({ id: z.string(), kind: z.string(), at: time, value: z.unknown() }).exactOptional(),
  triggers: z.array(trigger).readonly(),
});

const recordedStep = z.object({
  at: time,
  step: z.string(),
  version: z.int(),
  channel: z.string(),
  place: z.string(),
  gate: z.string(),
  reason: z.string(),
  code: z.string().exactOptional(),
  args: args.exactOptional(),
  decision: z.string(),
});

/** What `GET /v1/customers/:id/signals/:signal/explain` tells. */
export const signalExplanation: z.ZodType<SignalExplanation> = z.object({
  customer: z.string(),
  zone: z.string(),
  signal: z.object({ id: z.string(), kind: z.string(), at: time, value: z.unknown(), late: z.boolean() }),
  stimuli: z.array(z.string()).readonly(),
  triggers: z
    .array(trigger.extend({ recorded: z.array(recordedStep).readonly(), decides: z.string().exactOptional() }))
    .readonly(),
  lookedBackOn: z.object({ signals: z.int(), from: time.exactOptional() }),
  notes: z.array(z.string()).readonly(),
});
