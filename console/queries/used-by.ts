import { queryOptions } from '@tanstack/react-query';
import type { UsersView } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** The documents that use a thing, and where in them. */
export function usedByQuery(kind: string, name: string) {
  return queryOptions({
    queryKey: ['used-by', kind, name],
    queryFn: () => request<UsersView>('GET', `/v1/used-by/${kind}/${encodeURIComponent(name)}`),
  });
}
