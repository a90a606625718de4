import { queryOptions } from '@tanstack/react-query';
import type { EffectAnswer } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** What is asked about an effect, as it stands in the address. */
export interface EffectSearch {
  readonly goal?: string;
  readonly from?: string;
  readonly days?: string;
  readonly zone?: string;
}

/** What a trigger caused; an empty name: what all of them caused together. */
export function effectQuery(trigger: string, { goal, from, days, zone }: EffectSearch = {}) {
  const search = new URLSearchParams({
    ...(goal !== undefined && { goal }),
    ...(from !== undefined && { from }),
    ...(days !== undefined && { days }),
    ...(zone !== undefined && { zone }),
  }).toString();
  return queryOptions({
    queryKey: ['effect', trigger, search],
    queryFn: () =>
      request<EffectAnswer>('GET', `/v1/effect${trigger === '' ? '' : `/${encodeURIComponent(trigger)}`}?${search}`),
    staleTime: 60_000,
  });
}
