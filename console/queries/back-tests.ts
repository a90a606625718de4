import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type {
  KeptBackTest,
  KeptBackTestRequest,
  KeptMatches,
  KeptPeople,
  WithSaid,
} from '../../engine/api/contract.ts';
import { request } from './request.ts';

const of = (id: string) => `/v1/back-tests/${encodeURIComponent(id)}`;

/** The back-tests that are kept, newest first, without results. */
export const backTestsQuery = queryOptions({
  queryKey: ['back-tests'],
  queryFn: () => request<{ readonly backTests: readonly KeptBackTest[] }>('GET', '/v1/back-tests'),
});

/** One back-test with its results, as far as there are some. */
export function backTestQuery(id: string) {
  return queryOptions({ queryKey: ['back-test', id], queryFn: () => request<WithSaid<KeptBackTest>>('GET', of(id)) });
}

/** Where and when its matches were. */
export function matchesQuery(id: string) {
  return queryOptions({
    queryKey: ['back-test', id, 'matches'],
    queryFn: () => request<KeptMatches>('GET', `${of(id)}/matches`),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

const PEOPLE_A_PAGE = 12;

export type PeopleGroup = 'added' | 'lost' | 'both';

/** The people of one group, page by page. */
export function reachedQuery(id: string, group: PeopleGroup | undefined, by: 'sends' | 'matches') {
  return infiniteQueryOptions({
    queryKey: ['back-test', id, 'people', group ?? '', by],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({
        by,
        most: String(PEOPLE_A_PAGE),
        ...(group && { group }),
        ...(pageParam && { after: pageParam }),
      });
      return request<KeptPeople>('GET', `${of(id)}/people?${query}`);
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function askBackTest(asked: KeptBackTestRequest): Promise<KeptBackTest> {
  return request('POST', '/v1/back-tests', asked);
}

export function runBackTestAgain(id: string): Promise<KeptBackTest> {
  return request('POST', `${of(id)}/again`);
}

/** Cancels one that waits or runs. */
export function cancelBackTest(id: string): Promise<void> {
  return request('DELETE', of(id));
}

/** Follows one that waits or runs, until it is over. */
export function useFollowedTest(test: KeptBackTest | undefined): void {
  const queries = useQueryClient();
  const id = test?.state === 'waiting' || test?.state === 'running' ? test.id : undefined;
  useEffect(() => {
    if (id === undefined) return;
    const source = new EventSource(`${of(id)}/events`);
    source.onmessage = ({ data }) => {
      const seen = JSON.parse(data as string) as KeptBackTest;
      if (seen.state === 'waiting' || seen.state === 'running') {
        queries.setQueryData(backTestQuery(id).queryKey, (before) => ({ ...before, ...seen }));
        return;
      }
      source.close();
      void queries.invalidateQueries({ queryKey: ['back-test', id] });
      void queries.invalidateQueries({ queryKey: backTestsQuery.queryKey });
    };
    // The engine ends the stream when the test is over; the answer has the end.
    source.onerror = () => void queries.invalidateQueries({ queryKey: backTestQuery(id).queryKey, exact: true });
    return () => source.close();
  }, [id, queries]);
}
