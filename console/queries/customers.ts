import { queryOptions } from '@tanstack/react-query';
import type { CustomerExplanation, CustomerView, SignalExplanation } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** One row of a customer's story, as it was recorded. */
export interface StoryRow {
  readonly at: number | string;
  readonly [column: string]: unknown;
}

const of = (id: string) => `/v1/customers/${encodeURIComponent(id)}`;

/** What is known of a customer now. */
export function customerQuery(id: string) {
  return queryOptions({ queryKey: ['customer', id], queryFn: () => request<CustomerView>('GET', of(id)) });
}

/** What happened to a customer, newest first. */
export function storyQuery(id: string, most = 200) {
  return queryOptions({
    queryKey: ['story', id, most],
    queryFn: () =>
      request<{ readonly rows: readonly StoryRow[]; readonly of: number }>('GET', `${of(id)}/story?most=${most}`),
  });
}

/** What every trigger, or one, would do if the customer's last signal came now. */
export function explainQuery(id: string, trigger?: string) {
  const query = trigger === undefined ? '' : `?trigger=${encodeURIComponent(trigger)}`;
  return queryOptions({
    queryKey: ['explain', id, trigger ?? ''],
    queryFn: () => request<CustomerExplanation>('GET', `${of(id)}/explain${query}`),
  });
}

/** What became of one signal, and why. */
export function signalQuery(id: string, signal: string) {
  return queryOptions({
    queryKey: ['explain', id, 'signal', signal],
    queryFn: () => request<SignalExplanation>('GET', `${of(id)}/signals/${encodeURIComponent(signal)}/explain`),
  });
}
