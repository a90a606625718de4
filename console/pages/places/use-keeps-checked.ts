import { useQuery } from '@tanstack/react-query';
import type { PlaceBody } from '../../parts/place-text.ts';
import { checkPlace } from '../../queries/places.ts';
import { useSettled } from './use-settled.ts';

/** After the last change. */
const WAIT_MS = 300;

/** Asks the engine, a moment after each change, what publishing a place would be refused for. */
export function useKeepsChecked(body: PlaceBody | undefined, id: string) {
  const settled = useSettled(body, WAIT_MS);
  const { data } = useQuery({
    queryKey: ['check', 'place', settled],
    queryFn: () => checkPlace(id, settled),
    enabled: settled !== undefined,
    placeholderData: (before) => before,
    gcTime: 60_000,
  });
  return body !== undefined ? (data?.problems ?? NONE) : NONE;
}

const NONE = [] as const;
