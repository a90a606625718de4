import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { FailedFilter } from '../../queries/operations.ts';

export const PERIODS = ['-1h', '-24h', '-7d', '-30d'] as const;
export type FailedPeriod = (typeof PERIODS)[number];

const HOUR_MS = 3_600_000;
const HOURS: Readonly<Record<FailedPeriod, number>> = { '-1h': 1, '-24h': 24, '-7d': 168, '-30d': 720 };
const DEFAULT_PERIOD: FailedPeriod = '-24h';

/** Which failed messages the page shows; it stands in the address, so that a link shows a colleague the same. */
export function useFailedFilter() {
  const navigate = useNavigate();
  const { channel, from } = useSearch({ strict: false }) as { readonly channel?: string; readonly from?: string };
  const period = PERIODS.find((one) => one === from) ?? DEFAULT_PERIOD;
  // One window for everything on the page: what fails while someone looks is not sent again by chance.
  const filter = useMemo<FailedFilter>(() => windowOf(period, channel, Date.now()), [period, channel]);
  const choose = (change: { readonly channel?: string | undefined; readonly from?: string }) =>
    void navigate({
      to: '.',
      replace: true,
      search: Object.fromEntries(
        Object.entries({ channel, from: period, ...change }).filter(([, value]) => value !== undefined),
      ) as Record<string, string>,
    });
  return { channel, period, filter, choose };
}

/** The window of a period that ends now. */
export function windowOf(period: FailedPeriod, channel: string | undefined, now: number): FailedFilter {
  return { ...(channel !== undefined && { channel }), from: now - HOURS[period] * HOUR_MS, to: now };
}
