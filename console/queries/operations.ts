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

export interface KeyView {
  readonly id: string;
  readonly role: 'publishable' | 'secret';
  readonly name: string;
  readonly madeAt: number;
  readonly usedAt?: number;
}

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: () => request<{ readonly keys: readonly KeyView[] }>('GET', '/v1/keys'),
});
