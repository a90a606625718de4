import { queryOptions } from '@tanstack/react-query';
import type { StoredDefinitions } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** Every stored document: places, triggers, templates, the workspace. */
export const definitionsQuery = queryOptions({
  queryKey: ['definitions'],
  queryFn: () => request<StoredDefinitions>('GET', '/v1/definitions'),
  staleTime: 10_000,
});
