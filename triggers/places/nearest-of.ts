import type { NearbyPlace, Place, Position } from './contract.ts';
import { comparePlaceIds, type Layer, type PlaceQuery } from './layer.ts';

interface Candidate {
  readonly layer: Layer;
  readonly place: Place;
  readonly least: number;
}

/** The nearest place of some layers: looked for close by first, so that where places are crowded few are looked at. */
export function nearestOf(layers: readonly Layer[], position: Position, wanted: PlaceQuery): NearbyPlace | undefined {
  const most = wanted.withinMetres;
  for (let metres = Math.min(FIRST_METRES, most); ; metres = Math.min(4 * metres, most)) {
    let best: NearbyPlace | undefined;
    for (const { layer, place, least } of candidates(layers, position, { ...wanted, withinMetres: metres })) {
      if (best && least > best.metres) break;
      const found = layer.metres('place', place, position, best?.metres ?? metres);
      if (found <= metres && (!best || found < best.metres)) best = { place, metres: found };
    }
    if (best || metres >= most) return best;
  }
}

/** The places of some layers that are within a distance, nearest first. */
export function nearOf(layers: readonly Layer[], position: Position, wanted: PlaceQuery): readonly NearbyPlace[] {
  return candidates(layers, position, wanted)
    .map(({ layer, place }) => ({ place, metres: layer.metres('place', place, position, wanted.withinMetres) }))
    .filter(({ metres }) => metres <= wanted.withinMetres)
    .sort((a, b) => a.metres - b.metres || comparePlaceIds(a.place, b.place));
}

const FIRST_METRES = 500;

/** By how near they are at best. */
function candidates(layers: readonly Layer[], position: Position, wanted: PlaceQuery): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const layer of layers) {
    layer.near(position, wanted, (place, least) => found.push({ layer, place, least }));
  }
  return found.length > 1 ? found.sort((a, b) => a.least - b.least) : found;
}
