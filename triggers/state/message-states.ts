import type { Words } from '../words/contract.ts';

/** The states of a message after its trigger matched. */
export const MESSAGE_STATES = [
  'sent',
  'delivered',
  'opened',
  'clicked',
  'replied',
  'bounced',
  'complained',
  'blocked',
  'unblocked',
  'uncertain',
  'failed',
  'expired',
  'held-back',
] as const;

export type MessageState = (typeof MESSAGE_STATES)[number];

/** States in which no message left. They free the place that the decision took in caps and cooldowns. */
export const NEVER_LEFT: ReadonlySet<unknown> = new Set<MessageState>(['failed', 'expired', 'held-back']);

/** States that only a person can cause. */
export const BY_HAND: ReadonlySet<unknown> = new Set<MessageState>(['opened', 'clicked', 'replied', 'complained']);

/**
 * States that an app sees, so that a publishable key may report them. The others stop messages or free their places in
 * caps.
 */
export const BY_APPS: ReadonlySet<unknown> = new Set<MessageState>(['delivered', 'opened', 'clicked', 'replied']);

/** The states as people read them. */
export const MESSAGE_STATE_WORDS: Readonly<Record<MessageState, Words>> = {
  sent: { en: 'Sent', de: 'Gesendet' },
  delivered: { en: 'Delivered', de: 'Zugestellt' },
  opened: { en: 'Opened', de: 'Geöffnet' },
  clicked: { en: 'Clicked', de: 'Angeklickt' },
  replied: { en: 'Answered', de: 'Beantwortet' },
  bounced: { en: 'Bounced', de: 'Zurückgekommen' },
  complained: { en: 'Complained about', de: 'Beanstandet' },
  blocked: { en: 'Blocked us', de: 'Hat uns gesperrt' },
  unblocked: { en: 'Blocks us no more', de: 'Sperrt uns nicht mehr' },
  uncertain: { en: 'Uncertain', de: 'Ungewiss' },
  failed: { en: 'Failed', de: 'Gescheitert' },
  expired: { en: 'Too late', de: 'Verfallen' },
  'held-back': { en: 'Held back', de: 'Zurückgehalten' },
};
