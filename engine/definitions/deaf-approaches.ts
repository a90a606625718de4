import type { Problem } from '../../triggers/contract.ts';
import type { Document, Live } from './contract.ts';

/** Triggers that are looked at before others get their turn. */
const SLICE = 256;

/**
 * Finds triggers that wait for somebody to come near places with beacons: a beacon is heard or it is not, so nobody
 * ever comes near one.
 */
export function* findDeafApproaches(documents: readonly Document[], live: Live): Generator<void, readonly Problem[]> {
  const warnings: Problem[] = [];
  for (const [i, { kind, source, body }] of documents.entries()) {
    if (i % SLICE === SLICE - 1) yield;
    if (kind !== 'trigger' || !isObject(body)) continue;
    for (const { path, places } of approachesIn(body.on, 'on')) {
      const selected = selectedBy(places, live);
      if (selected.length === 0 || selected.some(({ beacons }) => beacons === undefined)) continue;
      const expected = 'a place with a size, as nobody comes near a beacon: it is heard, or it is not; use enter';
      warnings.push({ source, path, expected });
    }
  }
  return warnings;
}

interface Approach {
  readonly path: string;
  readonly places: unknown;
}

/** Finds the approaches of a waker, also those that stand within others. */
function approachesIn(on: unknown, path: string): readonly Approach[] {
  if (Array.isArray(on)) return on.flatMap((one, i) => approachesIn(one, `${path}[${i}]`));
  if (!isObject(on)) return [];
  return Object.entries(on).flatMap(([name, inner]) =>
    name === 'approach' && isObject(inner) && 'places' in inner
      ? [{ path: `${path}.approach.places`, places: inner.places }]
      : approachesIn(inner, `${path}.${name}`),
  );
}

function selectedBy(places: unknown, live: Live) {
  const all = [...live.places.places.values()];
  if (!isObject(places)) return all;
  const { tag, id, ids } = places;
  return all.filter((place) =>
    typeof tag === 'string'
      ? place.tags.includes(tag)
      : place.id === id || (Array.isArray(ids) && ids.includes(place.id)),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
