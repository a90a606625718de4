import * as z from 'zod';
import { accountTrouble } from './state.ts';

const account = z.object({
  name: z.string(),
  provider: z.string(),
  order: z.number(),
  weight: z.number(),
  countries: z.array(z.string()).readonly().optional(),
  purposes: z.array(z.string()).readonly().optional(),
  perSecond: z.number().optional(),
  hasReceipts: z.boolean().describe('Whether the provider tells what became of messages.'),
  trouble: accountTrouble.exactOptional().describe('Why it gets no messages for now.'),
});

/** The answer of `GET /v1/channels`. */
export const channelList = z.object({
  channels: z
    .array(
      z.object({
        name: z.string(),
        defaultProvider: z.string(),
        state: z.enum(['ready', 'paused', 'failing', 'not-set-up']),
        accounts: z.array(account).readonly(),
      }),
    )
    .readonly(),
});

/** A message that tries an account out. */
export const channelTest = z.object({
  to: z
    .string()
    .trim()
    .max(500)
    .default('')
    .describe(
      'An address of the channel, in the app a customer. Absent: the one place of a channel for staff or systems.',
    ),
  account: z.string().min(1).max(100).optional().describe('Absent: the first of the channel.'),
});

export const channelTestAnswer = z.object({
  id: z.string(),
  channel: z.string(),
  account: z.string(),
  provider: z.string(),
  hasReceipts: z.boolean(),
});

export const testReceipts = z.object({
  receipts: z
    .array(z.object({ state: z.string(), at: z.number().exactOptional(), reason: z.string().exactOptional() }))
    .readonly(),
});
