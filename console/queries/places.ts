import { queryOptions } from '@tanstack/react-query';
import type { CheckReport, MapPlace, MapPlaces, Published } from '../../engine/api/contract.ts';
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

/** What publishing a place would be refused for. */
export function checkPlace(name: string, body: unknown): Promise<CheckReport> {
  const documents = [{ kind: 'place', name, source: name, body }];
  return request('POST', '/v1/check', { documents });
}

export function publishPlace(name: string, body: unknown): Promise<Published> {
  return request('PUT', `/v1/places/${encodeURIComponent(name)}`, body);
}

export function removePlace(name: string): Promise<Published> {
  return request('DELETE', `/v1/places/${encodeURIComponent(name)}`);
}
