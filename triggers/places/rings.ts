import type { Stimulus } from '../contract.ts';
import type { CustomerState } from '../state/contract.ts';
import { createRecord } from '../state/records.ts';
import type { Fix, NearRing, Place, PlacesIndex, Position, Rings } from './contract.ts';
import { metresBetween } from './geodesy.ts';
import { forget, movementOf } from './movement.ts';
import { askedOf } from './selectors.ts';

/** A position of a customer at a time. */
export interface TimedPosition extends Position {
  readonly at: number;
}

/** Farthest that anything counts as near, at any speed. */
export const MOST_REACH_METRES = 20_000;
/** A ring is crossed again only by who was this many times as far away. */
const AGAIN = 1.5;
/** At most so many places are remembered for one ring: the nearest. */
const MOST_REMEMBERED = 64;
/** Slowest speed that counts as being on the way. */
const LEAST_SPEED = 0.5;
/** A speed and a direction are worked out from two fixes no further apart. */
const MOST_BETWEEN_MS = 300_000;

/**
 * Reports the rings around places that a customer came into with a fix: once for each ring and place, and again only
 * after they were half as far again from it. A customer who is in the place, or was never seen outside the ring, has
 * not come near. A ring of seconds reaches as far as the customer gets in that time, and is crossed only by who comes
 * nearer at half their speed or more. A fix coarser than a ring reaches says nothing about it.
 */
export function crossRings(
  state: CustomerState,
  fix: Fix & { readonly at: number },
  before: TimedPosition | undefined,
  index: PlacesIndex,
  rings: Rings,
  out: Stimulus[],
): void {
  const speed = speedOf(fix, before);
  if (state.movement?.near) rearm(state, fix, index);
  const most = (wanted: readonly NearRing[] = []) =>
    Math.max(0, ...wanted.map((ring) => reachOf(ring, fix, speed) ?? 0));
  const look = (metres: number, tag?: string) => {
    if (metres === 0) return;
    for (const found of index.within(fix, metres, tag, fix.at)) {
      for (const ring of askedOf(rings, found.place)) {
        const reach = reachOf(ring, fix, speed);
        if (reach !== undefined && found.metres <= reach) cross(ring, reach, found.place, found.metres);
      }
    }
  };
  const cross = (ring: NearRing, reach: number, place: Place, metres: number) => {
    const crossed = state.movement?.near?.[ring.transition];
    if (crossed?.[place.id] !== undefined) return;
    const isInside = metres === 0 || state.inside[place.id] !== undefined;
    const cameNear = !isInside && before !== undefined && isComing(ring, place, metres);
    // A customer who heads elsewhere may still turn round; a distance is crossed, or was.
    if (ring.metres === undefined && !cameNear && !isInside) return;
    if (crossed && Object.keys(crossed).length >= MOST_REMEMBERED) return;
    rememberCrossing(state, ring, place, AGAIN * reach);
    if (cameNear) out.push({ type: 'approach', place, as: ring.transition });
  };
  const isComing = (ring: NearRing, place: Place, metres: number) => {
    const metresBefore = index.metresTo(place, before!);
    if (ring.metres !== undefined) return metresBefore > ring.metres;
    return ((metresBefore - metres) * 1_000) / (fix.at - before!.at) >= speed! / 2;
  };
  for (const [tag, wanted] of rings.tags) look(most(wanted), tag);
  look(Math.max(most(rings.all), most(rings.ofIds)));
}

function rememberCrossing(state: CustomerState, { transition }: NearRing, { id }: Place, againMetres: number): void {
  const movement = movementOf(state);
  movement.near ??= createRecord();
  movement.near[transition] ??= createRecord();
  movement.near[transition]![id] = Math.round(againMetres);
}

/** Forgets what was crossed and left far behind since. */
function rearm(state: CustomerState, fix: Fix, index: PlacesIndex): void {
  const near = state.movement!.near!;
  for (const ring in near) {
    const crossed = near[ring]!;
    for (const id in crossed) {
      const place = index.places.get(id);
      if (!place || index.metresTo(place, fix, crossed[id]) > crossed[id]!) delete crossed[id];
    }
    if (isEmpty(crossed)) delete near[ring];
  }
  if (isEmpty(near)) forget(state, 'near');
}

function isEmpty(record: object): boolean {
  for (const _ in record) return false;
  return true;
}

/** How far a ring reaches now; undefined: that cannot be told. */
function reachOf({ metres, seconds }: NearRing, { accuracyMetres = 0 }: Fix, speed: number | undefined) {
  const reach = metres ?? (speed === undefined ? undefined : Math.min(MOST_REACH_METRES, speed * seconds!));
  return reach === undefined || accuracyMetres > reach ? undefined : reach;
}

/**
 * Metres a second: as the device reports, else from the last two fixes; undefined when the customer stands, or neither
 * is known.
 */
function speedOf(fix: Fix & { readonly at: number }, before: TimedPosition | undefined): number | undefined {
  if (before === undefined || fix.at - before.at > MOST_BETWEEN_MS) return undefined;
  const { speedMetresPerSecond: said = -1 } = fix;
  const speed = said >= 0 ? said : (metresBetween(before, fix) * 1_000) / (fix.at - before.at);
  return speed >= LEAST_SPEED ? speed : undefined;
}
