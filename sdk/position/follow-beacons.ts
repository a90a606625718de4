import { idOfBeacon } from './beacon-names.ts';
import type { BeaconModule, BeaconReading } from './contract.ts';

/** What following beacons takes besides the module. */
export interface BeaconFollow {
  now(): number;
  tell(value: Readonly<Record<string, unknown>>): void;
}

/** Each beacon is told so often while it is heard; the engine waits at least five times as long for a silence. */
const TELL_EVERY_MS = 10_000;
/** Of more at once the strongest are told. */
const MOST_BEACONS = 8;
const MOST_READINGS = 60;

/** Readings from before such a pause say nothing of now. */
const STALE_MS = 30_000;
/** So many are remembered, so that the system's word that a region is left can be told of each of its beacons. */
const MOST_KNOWN = 50;

interface Heard {
  readonly toldAt: number;
  readonly heardAt: number;
  readonly readings: readonly number[];
}

/**
 * Tells the beacons that a device hears: one at once when it is new, then every ten seconds with the median of its
 * readings. A median forgets the outliers that bodies and walls make of a strength (Faragher and Harle, 2014, "An
 * analysis of the accuracy of Bluetooth Low Energy for indoor positioning applications").
 */
export function followBeacons({ range }: BeaconModule, { now, tell }: BeaconFollow): () => void {
  const known = new Map<string, Heard>();
  const hear = (heard: readonly BeaconReading[]): void => {
    const at = now();
    const strongest = [...heard].sort((a, b) => strengthOf(b) - strengthOf(a)).slice(0, MOST_BEACONS);
    for (const reading of strongest) {
      const beacon = idOfBeacon(reading);
      const { toldAt, heardAt, readings } = known.get(beacon) ?? UNHEARD;
      const strength = strengthOf(reading);
      const fresh = at - heardAt > STALE_MS ? [] : readings;
      const next = strength > UNKNOWN ? [...fresh, strength].slice(-MOST_READINGS) : fresh;
      const isDue = at - toldAt >= TELL_EVERY_MS;
      if (isDue) tell({ beacon, ...(next.length > 0 && { rssi: medianOf(next), readings: next.length }) });
      // The newest stands last.
      known.delete(beacon);
      known.set(beacon, { toldAt: isDue ? at : toldAt, heardAt: at, readings: isDue ? [] : next });
    }
    for (const oldest of known.keys()) if (known.size > MOST_KNOWN) known.delete(oldest);
  };
  return range(hear, (region) => {
    const name = idOfBeacon(region);
    for (const beacon of [...known.keys()]) {
      if (beacon !== name && !beacon.startsWith(`${name}:`)) continue;
      known.delete(beacon);
      tell({ beacon, gone: true });
    }
  });
}

const UNKNOWN = -128;
const UNHEARD: Heard = { toldAt: Number.NEGATIVE_INFINITY, heardAt: Number.NEGATIVE_INFINITY, readings: [] };

function strengthOf({ rssi }: BeaconReading): number {
  return rssi !== undefined && rssi > UNKNOWN && rssi < 0 ? rssi : UNKNOWN;
}

function medianOf(readings: readonly number[]): number {
  const sorted = [...readings].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
