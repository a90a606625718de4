import * as z from 'zod';
import { duration } from '../arguments/durations.ts';
import { name } from '../arguments/names.ts';
import type { Test } from '../contract.ts';
import type { Nested } from '../operators/contract.ts';
import type { CustomerState, Reservation } from '../state/contract.ts';
import { say } from '../words/say.ts';

/** The messages that a customer was sent, as far as they are kept. */
export interface MessagesKept {
  /** Oldest first. */
  readonly messages: readonly Reservation[];
  /** Messages up to this time may have been forgotten; 0: none was. */
  readonly from: number;
}

/** Returns the messages that are kept of a customer. */
export function messagesKept({ reservations, reservationsFrom = 0 }: CustomerState): MessagesKept {
  return { messages: reservations, from: reservationsFrom };
}

/** The longest time that conditions may look back on messages. */
export const LONGEST_MESSAGES_MS = 90 * 86_400_000;

const MOST_TIMES = 50;
const TIMES = `a whole number from 1 to ${MOST_TIMES}`;

/** Which messages are meant. */
export const messageShape = {
  channel: say(name, { en: 'Only on the channel', de: 'Nur auf dem Kanal' }, { kind: 'channel' }).optional(),
  purpose: say(name, { en: 'Only for the purpose', de: 'Nur für den Zweck' }, { kind: 'purpose' }).optional(),
  trigger: say(name, { en: 'Only of the trigger', de: 'Nur vom Auslöser' }, { kind: 'trigger' }).optional(),
};

/** Which messages are meant, how far back, and how many of them there must be. */
export const messagesWithin = say(
  z.strictObject(
    {
      ...messageShape,
      within: say(duration(60_000, LONGEST_MESSAGES_MS), { en: 'Sent within the last', de: 'Gesendet in den letzten' }),
      times: say(
        z.int(TIMES).min(1, TIMES).max(MOST_TIMES, TIMES),
        { en: 'At least so many', de: 'Mindestens so viele' },
        { kind: 'count', examples: [2] },
      ).default(1),
    },
    '{ within: 7d }, with or without channel, purpose, trigger and times',
  ),
  { en: 'Messages', de: 'Nachrichten' },
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

/**
 * Tests whether so many messages of the time before the moment are as asked; unknown where too little is kept to say
 * no.
 */
export function sentWithin(
  asked: Meant & { readonly within: number; readonly times: number },
  isSuch: (message: Reservation) => boolean,
): Test {
  const { within, times } = asked;
  return (value, { at }) => {
    const kept = readKept(value);
    if (!kept) return undefined;
    const from = at - within;
    let count = 0;
    // The newest first: most who ask need but one of them.
    for (let i = kept.messages.length - 1; i >= 0 && count < times; i--) {
      const message = kept.messages[i]!;
      if (message.at > from && message.at <= at && isMeant(message, asked) && isSuch(message)) count++;
    }
    if (count >= times) return true;
    return kept.from <= from ? false : undefined;
  };
}

/** Reads the value that a test on messages gets; undefined for any other value. */
export function readKept(value: unknown): MessagesKept | undefined {
  return typeof value === 'object' && value !== null && 'messages' in value ? (value as MessagesKept) : undefined;
}
