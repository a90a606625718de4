import type { Reason, SayReason } from '../gates/contract.ts';
import { eitherOf } from '../words/reason-lists.ts';

/** Reasons that are no gate's: what became of the message, its trigger or its customer while it waited. */
export const STOPS = {
  /** `still-true` was asked for, and `when` does not hold any more. */
  untrue: { code: 'no-longer-true', args: {} },
  /** The trigger is not live any more. */
  removed: { code: 'no-longer-live', args: {} },
  erased: { code: 'customer-erased', args: {} },
  /** It went by another channel, as it had waited too long. */
  goneOn: { code: 'gone-on', args: {} },
  /** A receipt of an earlier channel came after all. */
  arrived: { code: 'arrived-before', args: {} },
  /** Its time ran out before it was in the queue, and after. */
  overWhileWaiting: { code: 'expired-waiting', args: {} },
  overInQueue: { code: 'expired-in-queue', args: {} },
} as const satisfies Readonly<Record<string, Reason>>;

/** The same before another attempt; `words` are what the provider said of the last. */
export function overBeforeRetry(words: string): Reason {
  return { code: 'expired-before-retry', args: {}, words };
}

/** Of a person's reply: the customer has said no to everything by this channel. */
export function optedOut(channel: string): Reason {
  return { code: 'opted-out', args: { channels: [channel] } };
}

/** Of a message that could not be written, with the template's error. */
export function notWritten(words: string): Reason {
  return { code: 'not-written', args: {}, words };
}

/** Their sentences, by code. */
export const STOP_REASONS: Readonly<Record<string, SayReason>> = {
  'no-longer-true': () => 'no longer true',
  'no-longer-live': () => 'no longer live',
  'customer-erased': () => 'the customer is not known any more',
  'opted-out': ({ channels }) => `the customer wants no messages by ${eitherOf(channels)}`,
  'gone-on': () => 'it went by another channel meanwhile',
  'arrived-before': () => 'it arrived by an earlier channel after all',
  'expired-waiting': () => 'while it waited',
  'expired-in-queue': () => 'in the queue',
  'not-written': (_, __, words) => words,
  'expired-before-retry': (_, __, words) => `before it could be tried again: ${words}`,
};
