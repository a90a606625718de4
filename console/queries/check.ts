import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CheckReport } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** What a publish of this text would be refused for, or warned of; the last answer stays until the next is there. */
export function checkQuery(kind: string, name: string, text: string, mayWrite: boolean) {
  return queryOptions({
    queryKey: ['check', kind, name, text],
    queryFn: () =>
      request<CheckReport>('POST', '/v1/check', { documents: [{ kind, name, source: `${kind} ${name}`, text }] }),
    enabled: mayWrite && text !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
  });
}
