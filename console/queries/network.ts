import { queryOptions } from '@tanstack/react-query';
import type { NetworkView } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** What ties a trigger to others; without one, every trigger that wakes another. */
export function networkQuery(around: string | undefined) {
  const query = around === undefined ? '' : `?around=${encodeURIComponent(around)}`;
  return queryOptions({
    queryKey: ['network', around ?? ''],
    queryFn: () => request<NetworkView>('GET', `/v1/network${query}`),
  });
}
