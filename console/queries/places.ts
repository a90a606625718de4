import { queryOptions } from '@tanstack/react-query';
import type {
  MapPlace,
  MapPlaces,
  MapPositions,
  PlacePresence,
  PlaceSight,
  Published,
  UsersView,
} from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** A stored place, with its text where that was kept. */
export interface StoredPlace {
  readonly name: string;
  readonly source: string;
  readonly version: number;
  readonly body: unknown;
  readonly text?: string;
}

/** Every live place, light, with outlines: page after page. */
export const mapPlacesQuery = queryOptions({
  queryKey: ['map', 'places'],
  queryFn: async (): Promise<readonly MapPlace[]> => {
    const all: MapPlace[] = [];
    for (let more = true; more; ) {
      const after = encodeURIComponent(all.at(-1)?.id ?? '');
      const page: MapPlaces = await request('GET', `/v1/map/places?outlines=yes&after=${after}`);
      all.push(...page.places);
      more = page.more && page.places.length > 0;
    }
    return all;
  },
  staleTime: 10_000,
});

/** One place as it is stored. */
export const placeQuery = (id: string) =>
  queryOptions({
    queryKey: ['place', id],
    queryFn: () => request<StoredPlace>('GET', `/v1/places/${encodeURIComponent(id)}`),
    staleTime: 5_000,
  });

export function removePlace(name: string): Promise<Published> {
  return request('DELETE', `/v1/places/${encodeURIComponent(name)}`);
}

/** Who is in a place now, and its visits. */
export const presenceQuery = (id: string) =>
  queryOptions({
    queryKey: ['place', id, 'presence'],
    queryFn: () => request<PlacePresence>('GET', `/v1/map/places/${encodeURIComponent(id)}`),
    refetchInterval: 10_000,
  });

/** How exact positions must be to find somebody in a place as it is drawn now. */
export const sightQuery = (body: unknown) =>
  queryOptions({
    queryKey: ['sight', body],
    queryFn: () => request<PlaceSight>('POST', '/v1/map/sight', body),
    enabled: body !== undefined,
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });

/** Where customers were in the last days: what draws the streets where there is no map of them. */
export const positionsQuery = (box: string | undefined, zoom: number) =>
  queryOptions({
    queryKey: ['map', 'positions', box, zoom],
    queryFn: () => request<MapPositions>('GET', `/v1/map/positions?box=${box}&zoom=${zoom}`),
    enabled: box !== undefined,
    placeholderData: (before) => before,
    staleTime: 60_000,
  });

/** What uses a place, by its id or one of its tags. */
export const usersOfPlaceQuery = (id: string) =>
  queryOptions({
    queryKey: ['place', id, 'users'],
    queryFn: () => request<UsersView>('GET', `/v1/used-by/place/${encodeURIComponent(id)}`),
    staleTime: 10_000,
  });
