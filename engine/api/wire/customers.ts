import * as z from 'zod';
import { STEPS } from '../../outcomes/contract.ts';
import { phrase } from './contract.ts';

/*
 * The schemas of finding customers and of reading their stories.
 */

const time = z.number().describe('Milliseconds since 1970.');

const foundCustomer = z.object({
  customer: z.string(),
  identified: z.boolean(),
  /** What people call them by; each is absent where it is not known. */
  name: z.string().exactOptional(),
  email: z.string().exactOptional(),
  phone: z.string().exactOptional(),
  lastAt: time,
  places: z.array(z.object({ id: z.string(), name: z.string() })).readonly(),
  by: z.string().exactOptional().describe('The field that fits what was typed: `id`, or a trait.'),
});

/** The answer of `GET /v1/customers`. */
export const foundCustomers = z.object({
  customers: z.array(foundCustomer).readonly(),
  after: z.string().exactOptional().describe('Asks for the next page; absent: this is the last one.'),
  looked: z.int().describe('How many customers were looked at for this page.'),
  among: z
    .enum(['everything', 'ids'])
    .describe('`ids`: without the permission to see personal data, ids alone are compared.'),
});

const list = (text: string) =>
  z
    .string()
    .max(2_000)
    .transform((given) => given.split(',').filter((one) => one !== ''))
    .optional()
    .describe(text);

/** What `GET /v1/customers` is asked with. */
export const customerSearch = z.object({
  q: z
    .string()
    .max(200)
    .optional()
    .describe('The beginning of an id, e-mail address, telephone number or trait; `plan:gold` asks for one trait.'),
  place: z.string().max(200).optional().describe('A place that they are in now.'),
  segment: z.string().max(200).optional().describe('A segment that they are in now.'),
  after: z.string().max(2_000).optional().describe('The `after` of the page before.'),
  most: z.coerce.number().int().min(1).max(200).default(50),
});

const mark = (text: string) =>
  z
    .string()
    .max(200)
    .regex(/^\d{1,16}\../, 'expected a mark')
    .optional()
    .describe(text);

/** What a page of a story is asked with. */
export const storyAsk = z.object({
  before: z.string().max(100).optional().describe('A `mark`: the rows before it. Neither mark: the newest rows.'),
  after: z.string().max(100).optional().describe('A `mark`: the rows after it.'),
  kinds: list('Kinds of signals and steps of decisions, with commas between them.'),
  from: z.coerce.number().min(0).optional().describe('From this time on, milliseconds since 1970.'),
  to: z.coerce.number().min(0).optional().describe('Before this time.'),
  most: z.coerce.number().int().min(1).max(1_000).default(100),
});

const storyLine = z
  .looseObject({
    at: time,
    mark: z.string().describe('The place of this row in the story.'),
    type: z.enum(['signal', 'outcome']),
    what: z.string().describe('The kind of the signal, or the step.'),
  })
  .readonly();

/** A page of a story, oldest row first. */
export const storyPage = z.object({
  rows: z.array(storyLine).readonly(),
  of: z.int().describe('The rows that fit, on all pages together.'),
  older: z.string().exactOptional().describe('`before` of the page before; absent: there is none.'),
  newer: z.string().exactOptional().describe('`after` of the page after; absent: there is none.'),
  outside: z
    .object({ at: time, mark: z.string(), type: z.string(), what: z.string() })
    .exactOptional()
    .describe('Where nothing fits: the newest row outside the kinds and the period.'),
  reaches: z.object({
    oldestAt: time.exactOptional().describe('The oldest row that is stored; absent: none is.'),
    knownSince: time.describe('When the customer was first heard of.'),
    signalDays: z.int().describe('How long signals are kept.'),
    outcomeDays: z.int().describe('How long decisions and messages are kept.'),
    because: z
      .enum(['begins', 'kept', 'empty'])
      .describe('Why it ends there: the customer was not known before, or what is older is not kept.'),
  }),
});

/** What a page of a conversation is asked with. */
export const conversationAsk = z.object({
  channel: z.string().max(64).optional().describe('Absent: every channel.'),
  before: mark('A `mark`: the messages before it. Neither mark: the newest.'),
  after: mark('A `mark`: the messages after it.'),
  most: z.coerce.number().int().min(1).max(500).default(50),
});

const conversationLine = z.object({
  at: time,
  mark: z.string().describe('The place of this message in the conversation.'),
  id: z.string(),
  channel: z.string(),
  thread: z.string().describe('What belongs together: a mail and its answers; on any other channel all of it.'),
  direction: z.enum(['in', 'out']),
  who: z.string().describe('`customer`, `trigger`, or the person who wrote it.'),
  decision: z.string().describe('The decision that it is, or answers; empty: none is known.'),
  content: z.record(z.string(), z.string()).readonly(),
  isCut: z.boolean().describe('Only its short parts are stored.'),
  step: z.enum(STEPS).exactOptional().describe('How far a person’s reply came; absent: nothing is stored of it yet.'),
  reason: z.string().exactOptional().describe('Why that is the end of it, as a sentence; `code` and `args` word it.'),
  code: z.string().exactOptional(),
  args: z.record(z.string(), z.unknown()).exactOptional(),
  words: z.string().exactOptional().describe('The words of a third party in it.'),
});

/** A page of a conversation, oldest message first, and where the customer may be replied to. */
export const conversationPage = z.object({
  rows: z.array(conversationLine).readonly(),
  older: z.string().exactOptional().describe('`before` of the page before; absent: there is none.'),
  newer: z.string().exactOptional().describe('`after` of the page after; absent: there is none.'),
  replies: z
    .array(
      z.object({
        channel: z.string(),
        hasSubject: z.boolean().describe('It wants a subject, as a mail does.'),
        most: z.int().describe('The most characters of a text.'),
        until: time.exactOptional().describe('When its window closes, unless the customer writes again.'),
        refused: z
          .object({ error: z.string(), ...phrase })
          .exactOptional()
          .describe('Why nobody may reply now.'),
      }),
    )
    .readonly()
    .describe('The channels on which the customer wrote, the last one first.'),
});

/** What a person writes to a customer. */
export const writtenReply = z.strictObject({
  key: z
    .string()
    .regex(/^[\w-]{8,100}$/, 'expected 8 to 100 letters, digits, - or _')
    .describe('The same for a repeat: the same words under the same key are sent once.'),
  channel: z.string().min(1).max(64),
  thread: z.string().min(1).max(200).optional().describe('Of a mail: the thread that it goes on; absent: a new one.'),
  subject: z
    .string()
    .trim()
    .min(1)
    .max(250)
    .regex(/^\P{Cc}*$/u, 'expected one line')
    .optional()
    .describe('Of a mail.'),
  text: z.string().trim().min(1).max(20_000),
});

export type ReplyBody = z.infer<typeof writtenReply>;

/** A reply that was taken: the line that it makes in the conversation. */
export const takenReply = conversationLine;

/** What a track is asked with. */
export const trackAsk = storyAsk.pick({ from: true, to: true }).extend({
  most: z.coerce.number().int().min(1).max(10_000).default(2_000),
});

/** A signal that a person sends for a customer, in the console. */
export const personsSignal = z.object({
  kind: z.string().min(1).max(100),
  value: z.record(z.string(), z.unknown()),
  test: z.boolean().default(false).describe('Marks it as a test in its id; it does what any other signal does.'),
});
