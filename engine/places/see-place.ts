import type { Signal } from '../../sdk/protocol.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import type { Place, PlacesIndex, Position } from '../../triggers/places/contract.ts';
import { buildPlacesIndex } from '../../triggers/places/places-index.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import type { SightOfPlace } from './contract.ts';
import { boxOf } from './light-places.ts';

/** Accuracies that are tried, metres. */
const STEP = 5;
export const MOST_ACCURACY = 200;
/** Between two fixes of somebody who walks. */
const INTERVAL_MS = 30_000;
const WALK_METRES_PER_SECOND = 1.4;
const METRES_PER_DEGREE = 111_195;
/** Points that are looked at for the one that lies deepest, in a row. */
const GRID = 21;

/**
 * Says how exact positions must be to find somebody in a place, by the engine's own rule: a customer is led through the
 * live functions with worse and worse fixes, until the place is missed.
 */
export function seePlace(place: Place, kinds: ReadonlyMap<string, SignalKind>): SightOfPlace {
  const index = buildPlacesIndex([{ ...place, validFrom: 0, validTo: Number.MAX_SAFE_INTEGER }]);
  const deepest = deepestIn(place, index);
  const advance = createAdvance(kinds);
  const isFound = (fixes: readonly Position[], accuracyMetres: number): boolean => {
    const state = emptyState('walker');
    return fixes.some(({ lat, lon }, i) => {
      const at = (i + 1) * INTERVAL_MS;
      const signal: Signal = {
        id: `fix-${i}`,
        kind: 'location',
        customer: 'walker',
        at,
        value: { lat, lon, accuracyMetres },
      };
      const advanced = advance(state, signal, index, at);
      return !advanced.repeat && advanced.stimuli.some(({ type }) => type === 'enter');
    });
  };
  const walks = [0, 0.5].map((phase) => walkThrough(deepest, phase, boxOf(place)));
  return {
    atOnceMetres: worst((accuracy) => isFound([deepest], accuracy)),
    stayingMetres: worst((accuracy) => isFound([deepest, deepest, deepest], accuracy)),
    passingMetres: worst((accuracy) => walks.every((walk) => isFound(walk, accuracy))),
    triedMetres: MOST_ACCURACY,
  };
}

/** The worst accuracy up to which something holds; 0: it never does. */
function worst(holds: (accuracyMetres: number) => boolean): number {
  let metres = 0;
  while (metres + STEP <= MOST_ACCURACY && holds(metres + STEP)) metres += STEP;
  return metres;
}

/** The point of a place that is furthest from its edges, of a grid and of its centre. */
function deepestIn(place: Place, index: PlacesIndex): Position {
  const [only] = index.places.values();
  const [west, south, east, north] = boxOf(place);
  const width = (east - west + 360) % 360;
  let [best, bestMetres] = [place.centre, -1];
  const look = (at: Position) => {
    if (index.metresTo(only!, at) > 0) return;
    const metres = Math.min(index.metresToEdge(only!, at, MOST_ACCURACY), MOST_ACCURACY);
    if (metres > bestMetres) [best, bestMetres] = [at, metres];
  };
  look(place.centre);
  for (let y = 1; y < GRID; y++) {
    for (let x = 1; x < GRID; x++) {
      look({ lat: south + ((north - south) * y) / GRID, lon: wrap(west + (width * x) / GRID) });
    }
  }
  return best;
}

/**
 * Fixes of somebody who walks east through a point; `phase` is how far the nearest fix is from it, as a share of the
 * way between two.
 */
function walkThrough(
  through: Position,
  phase: number,
  [west, , east]: readonly [number, number, number, number],
): readonly Position[] {
  const stride =
    (WALK_METRES_PER_SECOND * INTERVAL_MS) / 1_000 / (METRES_PER_DEGREE * Math.cos((through.lat * Math.PI) / 180));
  const before = Math.min(MOST_STRIDES, Math.ceil(((east - west + 360) % 360) / stride) + 3);
  return Array.from({ length: 2 * before + 1 }, (_, i) => ({
    lat: through.lat,
    lon: wrap(through.lon + (i - before + phase) * stride),
  }));
}

/** Of a large place a piece of the way is enough: who is deep in it was found before. */
const MOST_STRIDES = 20;

function wrap(lon: number): number {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}
