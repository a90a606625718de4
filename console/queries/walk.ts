import { queryOptions } from '@tanstack/react-query';
import type { WalkAnswer, WalkRequest } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** What a walk along a line would set off, fix by fix. Nothing of it happens. */
export const walkQuery = (asked: WalkRequest | undefined) =>
  queryOptions({
    queryKey: ['walk', asked],
    queryFn: () => request<WalkAnswer>('POST', '/v1/walk', asked),
    enabled: asked !== undefined,
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
