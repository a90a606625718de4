import type { NeighbourhoodSource } from '../../../engine/ingest/neighbourhood-route.ts';
import type { Place, Position } from '../../../triggers/places/contract.ts';
import { NO_WATCHES } from '../../../triggers/places/fences.ts';
import { buildPlacesIndex } from '../../../triggers/places/places-index.ts';

/** A shop of 80 metres around a position. */
export function shopAt(centre: Position): Place {
  return {
    ...{ id: 'shop', name: 'The shop', tags: ['secret-plan'], attributes: { rent: 9 }, zone: 'Europe/Berlin', centre },
    shape: { type: 'circle', centre, radiusMetres: 80 },
  };
}

/** A place around a position where these beacons are heard. */
export function beaconsAt(centre: Position, ...names: readonly string[]): Place {
  const shape = { type: 'point', centre } as const;
  return { ...shopAt(centre), id: 'door', shape, beacons: { names, silentMs: 60_000 } };
}

/** What an edge knows of its neighbourhoods where there are these places and no rings. */
export function neighbourhoodOf(...places: readonly Place[]): NeighbourhoodSource {
  const index = buildPlacesIndex(places);
  return () => ({ places: index, rings: NO_WATCHES.rings });
}
