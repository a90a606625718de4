import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { EstimateAnswer } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** An estimate is asked for so long after the last key. */
const AFTER_MS = 400;

/**
 * What a trigger would have done in the last 24 hours, as its text stands now. The last answer stays until the next one
 * is there; a text with problems is refused with them.
 */
export function useEstimate(name: string, text: string): UseQueryResult<EstimateAnswer> {
  const [asked] = useDebouncedValue(text, AFTER_MS);
  return useQuery({
    queryKey: ['estimate', name, asked],
    queryFn: ({ signal }) => request<EstimateAnswer>('POST', '/v1/estimate', { name, text: asked }, signal),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
  });
}
