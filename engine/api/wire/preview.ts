import * as z from 'zod';
import { phrase } from './contract.ts';

const filledContext = {
  customer: z.string().max(128).optional().describe('Whose context it is filled from; nobody’s when not given.'),
  place: z.string().max(200).optional().describe('The place the message is about.'),
  locale: z.string().max(35).optional(),
  context: z
    .record(z.string().min(1).max(200), z.unknown())
    .optional()
    .describe('Values by name, such as `cart.value`, that are put over those of the customer.'),
  view: z.record(z.string(), z.unknown()).optional().describe('Groups that are put over those of the customer.'),
};

/** What one preview is filled from. */
export const previewContext = z.object(filledContext);
export type PreviewContext = z.infer<typeof previewContext>;

const template = z
  .union([z.string().min(1).max(200), z.record(z.string(), z.unknown())])
  .describe('The name of a live template, or a draft of one.');
export type TemplateGiven = z.infer<typeof template>;

const MOST_CONTEXTS = 50;

/** The body of `POST /v1/preview`. */
export const previewRequest = previewContext.extend({
  template,
  contexts: z
    .array(previewContext)
    .min(1)
    .max(MOST_CONTEXTS)
    .optional()
    .describe('Several contexts in one call; those beside `template` are not read then.'),
});

const toSend = {
  segments: z.string().exactOptional().describe('How many segments a text message takes, its alphabet, its places.'),
  cost: z.string().exactOptional().describe('What it costs by the first account, where that has a price.'),
};

const filled = z.union([
  z.object({ message: z.record(z.string(), z.string()).readonly(), ...toSend }),
  z.object({ failed: z.string(), missing: z.array(z.string()).readonly() }),
]);

const slot = z.object({
  chars: z.int(),
  mostChars: z.int(),
});

/** One template on one channel in one context. */
const shownChannel = z.object({
  message: z.record(z.string(), z.string()).readonly().exactOptional().describe('The slots, as they would be sent.'),
  failed: z.string().exactOptional().describe('Why there is no message.'),
  ...phrase,
  missing: z.array(z.string()).readonly().describe('Values that the slots need and the context lacks.'),
  bytes: z.int().describe('Of all slots in UTF-8.'),
  slots: z.record(z.string(), slot),
  shown: z
    .record(z.string(), z.string())
    .readonly()
    .exactOptional()
    .describe('What the reader gets, where that is more than the slots: a mail with its footer.'),
  ...toSend,
  frame: z
    .string()
    .exactOptional()
    .describe(
      'The address of its HTML for a frame, for two minutes; with `?images=yes` it loads remote pictures, with `?than=ID` it marks what differs from another one.',
    ),
  hasRemoteImages: z.boolean().exactOptional(),
});

const unknownField = z.object({
  at: z.string().describe('The slot: `channels.email.subject`.'),
  name: z.string(),
  line: z.int(),
  column: z.int(),
  nearest: z.string().exactOptional(),
});

export const previewAnswer = z.object({ channels: z.record(z.string(), filled) });
export const previewsAnswer = z.object({
  previews: z.array(z.object({ locale: z.string(), channels: z.record(z.string(), shownChannel) })).readonly(),
  unknown: z
    .array(unknownField)
    .readonly()
    .describe('Fields that neither the vocabulary nor one of the contexts has: most likely misspelt.'),
});

/** The body of `POST /v1/test-send`. */
export const testSendRequest = previewContext.extend({
  template,
  channel: z.string().min(1).max(200),
  to: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .describe('An address of the channel; for `in-app` the id of the customer whose app it is.'),
  token: z.string().max(500).optional().describe('For `in-app`: the token of that app.'),
});

export const testSendAnswer = z.object({
  id: z.string(),
  channel: z.string(),
  provider: z.string(),
  message: z.record(z.string(), z.string()).readonly(),
  outside: z.array(z.string()).readonly().describe('What a test does not heed, and does not count for.'),
});
