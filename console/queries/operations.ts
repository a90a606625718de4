import { queryOptions } from '@tanstack/react-query';
import { request } from './request.ts';

/** A message that failed for good. */
export interface FailedMessage {
  readonly id: string;
  readonly channel: string;
  readonly customer: string;
  readonly trigger: string;
  readonly reason: string;
  readonly at: number;
  readonly attempts: number;
}

export const failedQuery = queryOptions({
  queryKey: ['failed'],
  queryFn: () => request<{ readonly letters: readonly FailedMessage[] }>('GET', '/v1/dead-letters'),
});
