import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { FoundCustomers, SegmentsView } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** Every segment with its last counts; looked at again soon while customers are being counted. */
export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: () => request<SegmentsView>('GET', '/v1/segments'),
  refetchInterval: ({ state }) => (state.data?.counting ? 1_000 : false),
});

/** The customers that are in a segment now, page by page. */
export function membersQuery(segment: string) {
  return infiniteQueryOptions({
    queryKey: ['segments', segment, 'members'],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ segment, most: '20', ...(pageParam && { after: pageParam }) });
      return request<FoundCustomers>('GET', `/v1/customers?${query}`);
    },
    initialPageParam: '',
    getNextPageParam: ({ after }) => after,
  });
}

/** Begins to count anew. */
export function countSegments(): Promise<void> {
  return request('POST', '/v1/segments/count');
}
