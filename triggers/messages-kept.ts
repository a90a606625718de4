import * as z from 'zod';
import type { Answer } from './contract.ts';
import { duration } from './durations.ts';
import type { Nested } from './operators/contract.ts';
import type { CustomerState, Reservation } from './state/contract.ts';

/** The messages that a customer was sent, as far as they are kept. */
export interface MessagesKept {
  /** Oldest first. */
  readonly messages: readonly Reservation[];
  /** Messages up to this time may have been forgotten; 0: none was. */
  readonly from: number;
}

/** What is kept of a customer's messages. */
export function messagesKept({ reservations, reservationsFrom = 0 }: CustomerState): MessagesKept {
  return { messages: reservations, from: reservationsFrom };
}

/** The longest time that conditions may look back on messages. */
export const LONGEST_MESSAGES_MS = 90 * 86_400_000;

const MOST_TIMES = 50;
const TIMES = `a whole number from 1 to ${MOST_TIMES}`;
const NAME = 'a name in lower case, digits and dashes';
const name = z.string(NAME).regex(/^[a-z0-9][a-z0-9-]{0,63}$/, NAME);

/** Which messages are meant. */
export const messageShape = { channel: name.optional(), purpose: name.optional(), trigger: name.optional() };

/** Which messages are meant, how far back, and how many of them there must be. */
export const messagesWithin = z.strictObject(
  {
    ...messageShape,
    within: duration(60_000, LONGEST_MESSAGES_MS),
    times: z.int(TIMES).min(1, TIMES).max(MOST_TIMES, TIMES).default(1),
  },
  '{ within: 7d }, with or without channel, purpose, trigger and times',
);

interface Meant {
  readonly channel?: string | undefined;
  readonly purpose?: string | undefined;
  readonly trigger?: string | undefined;
}

/** Takes note of names that the workspace does not have. */
export function checkMeant({ channel, purpose }: Meant, nested: Nested): void {
  if (channel !== undefined) nested.name('channel', channel, '.channel');
  if (purpose !== undefined) nested.name('purpose', purpose, '.purpose');
}

/** Whether a message is one of those that are meant. */
export function isMeant(message: Reservation, { channel, purpose, trigger }: Meant): boolean {
  return (
    (channel === undefined || message.channel === channel) &&
    (purpose === undefined || message.purpose === purpose) &&
    (trigger === undefined || message.trigger === trigger)
  );
}

/** Whether so many messages of the time before `at` are as asked; unknown where too little is kept to say no. */
export function sentWithin(
  value: unknown,
  at: number,
  { within, times, ...meant }: Meant & { readonly within: number; readonly times: number },
  isSuch: (message: Reservation) => boolean,
): Answer {
  const kept = readKept(value);
  if (!kept) return undefined;
  let count = 0;
  for (const message of kept.messages) {
    if (message.at > at - within && message.at <= at && isMeant(message, meant) && isSuch(message)) count++;
  }
  if (count >= times) return true;
  return kept.from <= at - within ? false : undefined;
}

/** What a test on messages gets; undefined for anything else. */
export function readKept(value: unknown): MessagesKept | undefined {
  return typeof value === 'object' && value !== null && 'messages' in value ? (value as MessagesKept) : undefined;
}
