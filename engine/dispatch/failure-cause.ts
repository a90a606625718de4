import type { FailureKind } from './contract.ts';

/** The cause that dead letters have in common. */
export interface FailureCause {
  readonly kind: FailureKind;
  /** What the provider said; empty where it said nothing. */
  readonly words: string;
  /** The provider's words without what differs from message to message; it names the cause in a filter. */
  readonly cause: string;
}

const MOST_CHARS = 160;
const USED_UP = /^\d+ attempts: /;
const NOT_SET_UP = /^channel '.*' is not set up$/;
/**
 * Addresses, and the marks by which servers find a message again: words that mix letters and digits, and long numbers.
 */
const ADDRESS = /<?[^\s<>@"']+@[^\s<>@"',;]+>?/g;
const MARK = /(?<![\w.])(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{6,}(?![\w.])|\d{5,}/gi;

/** Tells the cause of a failure from its reason as it is stored. Messages that failed alike have the same cause. */
export function causeOfFailure(reason: string): FailureCause {
  const kind = USED_UP.test(reason)
    ? 'attempts-used-up'
    : NOT_SET_UP.test(reason)
      ? 'channel-not-set-up'
      : 'provider-refused';
  const cause = reason
    .replace(USED_UP, '')
    .replace(ADDRESS, '…')
    .replace(MARK, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST_CHARS);
  return { kind, words: kind === 'channel-not-set-up' ? '' : reason.replace(USED_UP, ''), cause };
}
