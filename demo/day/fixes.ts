import { metresBetween } from '../../triggers/places/geodesy.ts';
import { movePosition } from './geometry.ts';
import { type Happening, roundMs } from './happening.ts';
import { positionAt, type Stretch } from './journey.ts';
import type { Random } from './random.ts';

/** How often a phone tells where it is, and how well it knows, by where it is and how it moves. Seconds, metres. */
interface Habit {
  readonly every: readonly [least: number, most: number];
  readonly accuracy: readonly [best: number, worst: number];
  readonly source: 'gps' | 'wifi' | 'fused';
}

const WALKING: Habit = { every: [30, 60], accuracy: [5, 20], source: 'gps' };
const RIDING: Habit = { every: [30, 60], accuracy: [8, 28], source: 'fused' };
const INDOORS: Habit = { every: [420, 780], accuracy: [12, 40], source: 'wifi' };
const RESTING: Habit = { every: [2400, 4500], accuracy: [10, 30], source: 'wifi' };
const SHOPPING: Habit = { every: [65, 130], accuracy: [10, 32], source: 'fused' };
const OUTDOORS: Habit = { every: [180, 320], accuracy: [4, 10], source: 'gps' };
const HABITS: Readonly<Record<Exclude<Stretch['at'], 'street' | 'tunnel'>, Habit>> = {
  home: RESTING,
  office: { ...RESTING, every: [1500, 3000] },
  clinic: { ...RESTING, every: [1500, 3000] },
  campus: { ...RESTING, every: [1200, 2700] },
  hotel: RESTING,
  store: SHOPPING,
  canteen: INDOORS,
  restaurant: INDOORS,
  bar: INDOORS,
  sight: INDOORS,
  park: OUTDOORS,
};

/** Share of fixes that come from the radio mast only and are hundreds of metres wrong. */
const COARSE_SHARE = 0.004;
/** How much of a fix's error is still in the next one. */
const DRIFT = 0.55;

/**
 * What a phone says of its position over a day: often and well on the way, seldom at rest, nothing in a tunnel or
 * asleep.
 */
export function fixesOf(
  stretches: readonly Stretch[],
  { wakesAt, sleepsAt }: { readonly wakesAt: number; readonly sleepsAt: number },
  random: Random,
): readonly Happening[] {
  const fixes: Happening[] = [];
  let due = wakesAt;
  let [north, east] = [0, 0];
  let wasBelow = false;
  for (const stretch of stretches) {
    const { from, to, by, at } = stretch;
    if (at === 'tunnel') {
      wasBelow = true;
      continue;
    }
    const habit = habitOf(stretch);
    // Who starts to move is noticed soon, however long the phone meant to rest.
    due = Math.max(Math.min(due, from + random.between(...habit.every) * 1000), from);
    for (; due < to; due += random.between(...habit.every) * 1000) {
      if (due < wakesAt || (at === 'home' && due > sleepsAt)) continue;
      const isCoarse = random.happens(COARSE_SHARE);
      const better = wasBelow ? 2.5 : 1;
      const accuracy = isCoarse ? random.between(150, 900) : random.between(...habit.accuracy) * better;
      wasBelow = false;
      const spread = accuracy * 0.42;
      const fresh = Math.sqrt(1 - DRIFT * DRIFT) * spread;
      [north, east] = [DRIFT * north + random.around(0, fresh), DRIFT * east + random.around(0, fresh)];
      const { lat, lon } = movePosition(positionAt(stretch, due), north, east);
      const speed = by === 'still' ? 0 : speedOf(stretch) * random.between(0.85, 1.15);
      fixes.push({
        kind: 'location',
        at: Math.round(due),
        value: {
          lat: roundMs(lat, 6),
          lon: roundMs(lon, 6),
          accuracyMetres: roundMs(accuracy, 1),
          ...(habit.source !== 'wifi' && !isCoarse && { speedMetresPerSecond: roundMs(speed, 1) }),
          source: isCoarse ? 'network' : habit.source,
        },
      });
      if (isCoarse) [north, east] = [0, 0];
    }
  }
  return fixes;
}

function habitOf({ at, by }: Stretch): Habit {
  if (at !== 'street' && at !== 'tunnel') return HABITS[at];
  return by === 'tram' || by === 'train' ? RIDING : WALKING;
}

function speedOf({ from, to, start, end }: Stretch): number {
  return to === from ? 0 : (metresBetween(start, end) / (to - from)) * 1000;
}
