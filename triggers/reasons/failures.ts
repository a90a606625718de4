import type { Reason, SayReason } from '../gates/contract.ts';

/** Reasons of deliveries that failed or ended in doubt; the words are those of the provider. */
export const FAILURES = {
  /**
   * The provider refused the message for good; `effect` is the consequence for the address, the channel or the
   * endpoint.
   */
  refused: (effect: string, words: string): Reason => ({ code: 'provider-refused', args: { effect }, words }),
  /** The service said before anything left that the customer is not reached by it. */
  notReachable: (words: string): Reason => ({ code: 'not-reachable', args: {}, words }),
  /** The service has not approved the template of the message. */
  templateNotApproved: (words: string): Reason => ({ code: 'template-not-approved', args: {}, words }),
  /** Another attempt follows one by `account` that failed. */
  triedBefore: (account: string, words: string): Reason => ({ code: 'tried-before', args: { account }, words }),
  /** The message by the channel before was not seen yet, and is gone from the phone. */
  takenBack: (from: string): Reason => ({ code: 'taken-back', args: { from } }),
  /** The channel has accounts, and each is for other purposes or countries. */
  noAccount: (channel: string, purpose: string): Reason => ({ code: 'no-account', args: { channel, purpose } }),
  notSetUp: (channel: string): Reason => ({ code: 'channel-not-set-up', args: { channel } }),
  /** The content left, and no verdict came. */
  noVerdict: (words: string): Reason => ({ code: 'no-verdict', args: {}, words }),
  /** The process that made the attempt died before it knew the result. */
  attemptLost: { code: 'attempt-lost', args: {} } as Reason,
  /** An attempt may have reached the customer before the delivery was stopped for another reason. */
  inDoubt: (stop: string, words: string): Reason => ({ code: 'earlier-attempt-in-doubt', args: { stop }, words }),
} as const;

/** Their sentences, by code. */
export const FAILURE_REASONS: Readonly<Record<string, SayReason>> = {
  'provider-refused': (_, __, words) => words,
  'not-reachable': (_, __, words) => words,
  'template-not-approved': (_, __, words) => words,
  // Rows and dead letters of releases that counted attempts have it.
  'attempts-used-up': ({ attempts }, _, words) => `${attempts} attempts: ${words}`,
  'tried-before': ({ account }, _, words) => `after ${account}: ${words}`,
  'taken-back': ({ from }) => `the message by ${from} was taken back`,
  'no-account': ({ channel, purpose }) =>
    `no account of channel '${channel}' serves purpose '${purpose}' in the customer's country`,
  'channel-not-set-up': ({ channel }) => `channel '${channel}' is not set up`,
  'no-verdict': (_, __, words) => words,
  'attempt-lost': () => 'an attempt began, and the process that made it ended before its result was known',
  'earlier-attempt-in-doubt': (_, __, words) => `an earlier attempt may have reached the customer; then: ${words}`,
};
