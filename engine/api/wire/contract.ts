import * as z from 'zod';
import type { Problem } from '../../../triggers/contract.ts';
import type { Consent } from '../../../triggers/state/channels/contract.ts';
import type { HeardDevice, KnownValue, Reservation, Timer } from '../../../triggers/state/contract.ts';
import type { ShapeOf } from '../../contract.ts';
import { DOCUMENT_KINDS, type StoredDocument, type User } from '../../definitions/contract.ts';
import { PERMISSIONS, ROLES } from '../../people/contract.ts';
import { ASSUMPTIONS } from '../../studies/contract.ts';

/*
 * The schemas of the management API. Its checks, its OpenAPI document and its types are made of them, so a member is
 * written once. `../contract.ts` hands out the types alone, so that a program which uses those loads none of this.
 */

const time = z.number().describe('Milliseconds since 1970.');
const name = z.string().min(1).max(200);

/** A sentence by its code, with what differs from time to time: texts and numbers, or another phrase. */
export const phrase = {
  code: z.string().exactOptional().describe('The sentence by its code: a console words it in other languages.'),
  args: z
    .record(z.string(), z.unknown())
    .exactOptional()
    .describe('What stands in its slots: a text, or another phrase with `code` and `args`.'),
};

/** What is said of sentences that an answer has, by the sentences themselves. */
export const saidSentences = z
  .record(z.string(), z.object({ code: z.string(), args: z.record(z.string(), z.unknown()) }))
  .describe('The codes of its sentences, by the sentences: a console words them in other languages.');

export const faultyPart = z.object({ path: z.string(), expected: z.string(), ...phrase });

export const problem = z.object({
  source: z.string(),
  path: z.string(),
  expected: z.string(),
  ...phrase,
} satisfies ShapeOf<Problem>);

export const storedDocument = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  name: z.string(),
  source: z.string(),
  version: z.int(),
  body: z.unknown(),
  text: z.string().exactOptional().describe('As it was typed, comments kept. Absent: only the body was given.'),
  author: z.string().exactOptional().describe('A person, or `key:NAME`.'),
  note: z.string().exactOptional(),
  publishedAt: time.exactOptional(),
} satisfies ShapeOf<StoredDocument>);

/** The document that uses another thing, and where. */
export const user = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  name: z.string(),
  path: z.string().describe('The place in it, such as `on.enter.places`.'),
} satisfies ShapeOf<User>);

/** The answer of every refusal. */
export const apiError = z.object({
  error: z.string(),
  ...phrase,
  problems: z
    .array(problem)
    .readonly()
    .exactOptional()
    .describe('Every problem of what was sent, when it is about that.'),
  stored: z
    .array(storedDocument)
    .readonly()
    .exactOptional()
    .describe('Of a 409: the documents as they are stored; one that is not there any more is missing.'),
  users: z.array(user).readonly().exactOptional().describe('Of a 409: what uses the thing that would go.'),
});

/** The answer of `GET /v1/session`: the signed-in person with their permissions. */
export const sessionView = z.object({
  name: z.string(),
  roles: z.array(z.enum(ROLES)).readonly(),
  may: z.array(z.enum(PERMISSIONS)).readonly(),
  mustChoosePassword: z.boolean().describe('They came by a link and have no password yet.'),
});

/** The answer of `PUT` and `DELETE` of a definition and of `POST /v1/publish`. */
export const publishAnswer = z.object({
  revision: z.int(),
  warnings: z.array(problem).readonly().describe('What is allowed and cannot be meant; it is live all the same.'),
});

/** The answer of `POST /v1/check`, which stores nothing. */
/** What a template looks like in one language, filled with values that are made up. */
const look = z.object({
  template: z.string(),
  locale: z.string(),
  channels: z.record(
    z.string(),
    z.object({
      shown: z
        .record(z.string(), z.string())
        .readonly()
        .describe('What the reader sees besides HTML; what the channel cannot show is written into the text.'),
      missing: z.array(z.string()).readonly().describe('Values without which there is no message.'),
      segments: z
        .string()
        .exactOptional()
        .describe('How many segments a text message takes, its alphabet, its places.'),
      cost: z.string().exactOptional().describe('What it costs by the first account, where that has a price.'),
      isCut: z.literal(true).exactOptional().describe('Of a text only its first 2,000 characters are shown.'),
    }),
  ),
});

export const checkAnswer = z.object({
  problems: z.array(problem).readonly(),
  warnings: z.array(problem).readonly().describe('Found only where there is no problem.'),
  looks: z
    .array(look)
    .readonly()
    .exactOptional()
    .describe('What the templates among the documents look like on each channel; fifty at most.'),
  looksLeftOut: z.int().exactOptional().describe('How many more there are. Absent: none.'),
});

/** The most documents of one request. */
const MOST_DOCUMENTS = 200_000;

export const documents = z
  .array(z.object({ kind: z.enum(DOCUMENT_KINDS), name, source: z.string().max(500), body: z.unknown() }))
  .max(MOST_DOCUMENTS);

/** The longest text of one document. */
export const LONGEST_TEXT = 4 * 1024 * 1024;

const givenDocument = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  name,
  source: z.string().max(500).optional().describe('Where it comes from, for messages and `pull` (default: as stored).'),
  body: z.unknown().optional(),
  text: z.string().max(LONGEST_TEXT).exactOptional().describe('YAML or JSON as typed, instead of `body`.'),
  expectedVersion: z
    .int()
    .min(0)
    .exactOptional()
    .describe('The version that it was made from; 0: none. Another one is stored: 409 with that.'),
});

export const changeNote = z.string().max(2_000).optional().describe('Why, in a few words; kept with the version.');

/** The body of `POST /v1/publish` and `/v1/check`. */
export const publishRequest = z.object({
  documents: z.array(givenDocument).max(MOST_DOCUMENTS).readonly(),
  note: changeNote,
  replace: z.boolean().default(false).describe('Removes the stored documents that are not given.'),
});

/** The answer of `GET /v1/definitions`. */
export const storedDefinitions = z.object({ documents: z.array(storedDocument).readonly() });

const moment = z.union([z.number(), z.string().max(100)]).optional();

/** The body of `POST /v1/back-test`, which answers with a `BackTestLine` a line. */
export const backTestRequest = z.object({
  trigger: z
    .union([z.string().min(1).max(200), z.record(z.string(), z.unknown())])
    .describe('The name of a live trigger, or a draft of one.'),
  from: moment.describe(
    'Of the stored signals those from this time on: milliseconds since 1970, a date or a time on the workspace’s clock.',
  ),
  to: moment.describe('Before this time, or until the end of this day (default: the engine’s now).'),
  last: z.string().max(100).optional().describe('How far back instead of `from` (default: 24h).'),
  assume: z
    .array(z.enum(ASSUMPTIONS))
    .readonly()
    .default([])
    .describe('What is taken for granted where nothing is known.'),
  windowMs: z
    .number()
    .min(0)
    .max(30 * 86_400_000)
    .default(86_400_000),
});

const values = z.record(
  z.string(),
  z.object({
    ...({
      v: z.unknown(),
      at: time,
      until: time.exactOptional(),
      source: z.string(),
    } satisfies ShapeOf<KnownValue>),
    isKnown: z.boolean().describe('False: too old to count.'),
  }),
);

const device = {
  id: z.string(),
  leads: z.boolean().describe('What it says is known of the customer.'),
  heardAt: time,
  carriedAt: time.exactOptional().describe('When it was last seen to be carried, or used.'),
  values,
} satisfies ShapeOf<HeardDevice>;

const consent = {
  granted: z.boolean(),
  at: time,
  source: z.string(),
  proof: z.string().exactOptional().describe('The mail whose link confirmed it.'),
  confirmed: z.string().exactOptional().describe('A hash of the address that was confirmed.'),
} satisfies ShapeOf<Consent>;

const message = {
  id: z.string(),
  at: time,
  trigger: z.string(),
  channel: z.string(),
  purpose: z.string(),
  opened: time.exactOptional().describe('When a person first did so.'),
  clicked: time.exactOptional(),
  replied: time.exactOptional(),
  delivered: time.exactOptional().describe('When its provider said that it arrived.'),
} satisfies ShapeOf<Reservation>;

const timer = { trigger: z.string(), key: z.string(), dueAt: time } satisfies Partial<ShapeOf<Timer>>;

/** The answer of `GET /v1/customers/:id`: a customer's state now, for people. */
export const customerView = z.object({
  customer: z.string(),
  askedAs: z.string().exactOptional().describe('The id that was asked for, merged into this customer.'),
  identified: z.boolean(),
  firstAt: time,
  lastAt: time,
  zone: z.string(),
  values,
  devices: z
    .array(z.object(device))
    .readonly()
    .describe('The devices that gave a name, the leading one first; its values are among those of the customer.'),
  places: z.array(z.object({ id: z.string(), name: z.string(), since: time })).readonly(),
  consents: z.record(z.string(), z.object(consent)),
  suppressed: z
    .record(z.string(), z.object({ reason: z.string(), at: time, isInForce: z.boolean() }))
    .describe('By `<channel>:<address>`, or `<channel>` whatever its address. In force: it stops messages now.'),
  messages: z
    .array(z.object(message).readonly())
    .readonly()
    .describe('Messages that count against caps and cooldowns, or that conditions ask about.'),
  segments: z.record(z.string(), z.enum(['yes', 'no', 'unknown'])).describe('Whether they are in each segment now.'),
  timers: z.array(z.object(timer)).readonly(),
  aliases: z.array(z.string()).readonly(),
  isMasked: z.boolean().describe('Personal data is hidden: the reader may not see it.'),
});
