import { queryOptions } from '@tanstack/react-query';
import { request } from './request.ts';

/** What a named question answered. */
export interface QueryAnswer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly of: number;
}

/** One of the engine's questions over the last so many days. */
export function resultQuery(name: string, days = 7) {
  return queryOptions({
    queryKey: ['result', name, days],
    queryFn: () => request<QueryAnswer>('GET', `/v1/queries/${name}?last=${days}d`),
    staleTime: 10_000,
  });
}
