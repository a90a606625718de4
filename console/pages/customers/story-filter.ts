import type { StoryFilter } from '../../queries/customers.ts';
import type { CustomersAddress } from './address.ts';

/** What a story shows: everything, or a part of it that has a name. */
export const STORY_VIEWS = {
  everything: [],
  notSent: ['held-back', 'deferred', 'expired', 'failed', 'uncertain'],
  onlyMessages: [
    ...['matched', 'held-back', 'deferred', 'queued', 'attempted', 'sent', 'delivered', 'opened', 'clicked', 'replied'],
    ...['bounced', 'complained', 'expired', 'failed', 'uncertain'],
  ],
  onlySignals: ['alias', 'cart', 'consent', 'device', 'event', 'identify', 'location', 'message'],
} as const satisfies Record<string, readonly string[]>;
export type StoryView = keyof typeof STORY_VIEWS;

const HOUR_MS = 3_600_000;
export const STORY_PERIODS = { all: 0, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS, month: 30 * 24 * HOUR_MS } as const;
export type StoryPeriod = keyof typeof STORY_PERIODS;

/** The part of the story that the address names. */
export function shownView({ param }: Pick<CustomersAddress, 'param'>): StoryView {
  const named = param('show') as StoryView;
  return Object.hasOwn(STORY_VIEWS, named) ? named : 'everything';
}

/** The period that the address names. */
export function shownPeriod({ param }: Pick<CustomersAddress, 'param'>): StoryPeriod {
  const named = param('period') as StoryPeriod;
  return Object.hasOwn(STORY_PERIODS, named) ? named : 'all';
}

/** What the engine is asked for. A period ends now, to the minute, so that a page that is drawn again asks the same. */
export function filterOf(view: StoryView, period: StoryPeriod, now: number): StoryFilter {
  const length = STORY_PERIODS[period];
  const minute = Math.floor(now / 60_000) * 60_000;
  return { kinds: STORY_VIEWS[view], from: length === 0 ? undefined : minute - length, to: undefined };
}
