import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { EstimateAnswer } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** An estimate is asked for so long after the last key. */
export const ESTIMATE_AFTER_MS = 400;

/**
 * What a trigger of this text would have done in the last 24 hours. The last answer stays until the next one is there;
 * a text with problems is refused with them.
 */
export function useEstimate(name: string, text: string): UseQueryResult<EstimateAnswer> {
  return useQuery({
    queryKey: ['estimate', name, text],
    queryFn: ({ signal }) => request<EstimateAnswer>('POST', '/v1/estimate', { name, text }, signal),
    enabled: text !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
  });
}
