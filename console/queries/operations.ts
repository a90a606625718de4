import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  DeadLetterGroups,
  DeadLetterList,
  DeadLetterView,
  EngineState,
  RequeueAnswer,
} from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** Which failed messages are meant; times are milliseconds since 1970. */
export interface FailedFilter {
  readonly channel?: string | undefined;
  readonly trigger?: string | undefined;
  readonly cause?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export type FailedMessage = DeadLetterList['letters'][number];
export type FailedGroup = DeadLetterGroups['groups'][number];

/** The state of channels, queues, stores and engines. */
export const stateQuery = queryOptions({
  queryKey: ['state'],
  queryFn: () => request<EngineState>('GET', '/v1/state'),
  refetchInterval: 2_000,
});

/** Failed messages by cause; a large number comes in slices, each a page. */
export function failedGroupsQuery(filter: FailedFilter) {
  return infiniteQueryOptions({
    queryKey: ['failed-groups', filter],
    queryFn: ({ pageParam }) =>
      request<DeadLetterGroups>('GET', `/v1/dead-letters/groups?${searchOf({ ...filter, after: pageParam })}`),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
}

/** The newest failed messages of a filter. */
export function failedQuery(filter: FailedFilter, most = 100) {
  return queryOptions({
    queryKey: ['failed', filter, most],
    queryFn: () => request<DeadLetterList>('GET', `/v1/dead-letters?${searchOf({ ...filter, most })}`),
  });
}

/** One failed message with its content. */
export function failedMessageQuery(id: string) {
  return queryOptions({
    queryKey: ['failed-message', id],
    queryFn: () => request<DeadLetterView>('GET', pathOf(id)),
  });
}

/** What sending failed messages again did, or would do, so far. */
export interface Resent {
  readonly count: number;
  readonly tooLate: number;
  readonly looked: number;
}

/** Sends all failed messages of a filter again, or counts them, slice by slice; tells after each how far it is. */
export async function resendAll(
  filter: FailedFilter,
  dryRun: boolean,
  tell: (so: Resent) => void = () => undefined,
): Promise<Resent> {
  let done: Resent = { count: 0, tooLate: 0, looked: 0 };
  for (let after: string | undefined, isMore = true; isMore; ) {
    const body = { ...filter, dryRun, ...(after !== undefined && { after }) };
    const { next, ...slice } = await request<RequeueAnswer>('POST', '/v1/dead-letters/requeue', body);
    done = {
      count: done.count + slice.count,
      tooLate: done.tooLate + slice.tooLate,
      looked: done.looked + slice.looked,
    };
    tell(done);
    after = next;
    isMore = next !== undefined;
  }
  return done;
}

export function resendOne(id: string): Promise<unknown> {
  return request('POST', `${pathOf(id)}/requeue`);
}

export function discardOne(id: string): Promise<unknown> {
  return request('DELETE', pathOf(id));
}

export function mendAddress(id: string, to: string): Promise<unknown> {
  return request('PUT', `${pathOf(id)}/address`, { to });
}

function pathOf(id: string): string {
  return `/v1/dead-letters/${encodeURIComponent(id)}`;
}

function searchOf(members: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
}
