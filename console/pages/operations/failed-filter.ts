import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type FailedFilter, stateQuery } from '../../queries/operations.ts';

export const PERIODS = ['-1h', '-24h', '-7d', '-30d'] as const;
export type FailedPeriod = (typeof PERIODS)[number];

const HOUR_MS = 3_600_000;
const HOURS: Readonly<Record<FailedPeriod, number>> = { '-1h': 1, '-24h': 24, '-7d': 168, '-30d': 720 };
const DEFAULT_PERIOD: FailedPeriod = '-24h';

/**
 * Which failed messages the page shows. It stands in the address, so that a link shows a colleague the same. The window
 * ends when it was chosen, by the engine's time: what fails while someone looks is not sent again by chance. `filter`
 * is undefined until the engine has told its time.
 */
export function useFailedFilter() {
  const navigate = useNavigate();
  const { channel, from } = useSearch({ strict: false }) as { readonly channel?: string; readonly from?: string };
  const period = PERIODS.find((one) => one === from) ?? DEFAULT_PERIOD;
  const { data: state, refetch } = useQuery(stateQuery);
  const [endsAt, setEndsAt] = useState(state?.at);
  if (endsAt === undefined && state) setEndsAt(state.at);
  const filter = useMemo<FailedFilter | undefined>(
    () => (endsAt === undefined ? undefined : windowOf(period, channel, endsAt)),
    [period, channel, endsAt],
  );
  const refresh = async () => setEndsAt((await refetch()).data?.at ?? endsAt);
  const choose = (change: { readonly channel?: string | undefined; readonly from?: string }) => {
    const search = Object.entries({ channel, from: period, ...change }).filter(([, value]) => value !== undefined);
    void navigate({ to: '.', replace: true, search: Object.fromEntries(search) as Record<string, string> });
    void refresh();
  };
  return { channel, period, filter, choose, refresh, channels: state?.channels.map(({ name }) => name) ?? [] };
}

/** The window of a period that ends at a time. */
export function windowOf(period: FailedPeriod, channel: string | undefined, endsAt: number): FailedFilter {
  return { ...(channel !== undefined && { channel }), from: endsAt - HOURS[period] * HOUR_MS, to: endsAt };
}
