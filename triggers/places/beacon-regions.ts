import type { NearbyPlace, PlacesIndex, Position } from './contract.ts';

/** What a device watches for: the beacons whose names are this one, or begin so. */
export interface BeaconsAround {
  /** A name as places have it, such as `ibeacon:UUID:100`. */
  readonly region: string;
}

/** The regions of beacons around a position. */
export interface BeaconRegions {
  /** Those of the nearest places first. */
  readonly regions: readonly BeaconsAround[];
  /** How far the nearest place is that none of them covers; infinite when none is left out. */
  readonly leftOutMetres: number;
}

/** How far is looked, in steps. */
const REACHES = [500, 5_000, 50_000];
/** So many places are looked at. */
const MOST_PLACES = 200;

/** Tells which beacons are around a position at a time: at most so many regions. */
export function beaconsAround(index: PlacesIndex, position: Position, at: number, most: number): BeaconRegions {
  let near: readonly NearbyPlace[] = [];
  for (const reach of REACHES) {
    near = index.beaconsWithin(position, reach, at);
    if (near.length > MOST_PLACES) break;
  }
  const asked = near.slice(0, MOST_PLACES);
  const names = cutNames([...new Set(asked.flatMap(({ place }) => place.beacons!.names))], most);
  const isCovered = ({ place }: NearbyPlace): boolean =>
    place.beacons!.names.every((name) => namesFrom(name).some((one) => names.includes(one)));
  const leftOut = near.find((one, i) => i >= MOST_PLACES || !isCovered(one));
  return {
    regions: names.map((region) => ({ region })),
    leftOutMetres: leftOut?.metres ?? Number.POSITIVE_INFINITY,
  };
}

/**
 * Cuts names to at most so many, nearest first: those of a wider one fall to it, and where that is not enough, those
 * that begin alike become one, the longest first.
 *
 *   ibeacon:U:1:7, ibeacon:U:1:8, ibeacon:U:2:1, at most 2  →  ibeacon:U:1, ibeacon:U:2:1
 */
function cutNames(names: readonly string[], most: number): readonly string[] {
  let left = withoutInner(names);
  for (let parts = MOST_PARTS; parts > LEAST_PARTS && left.length > most; parts--) {
    const children = new Map<string, number>();
    for (const name of left) {
      const parent = parentOf(name);
      if (partsOf(name) === parts) children.set(parent, (children.get(parent) ?? 0) + 1);
    }
    const wider = left.map((name) =>
      partsOf(name) === parts && children.get(parentOf(name))! > 1 ? parentOf(name) : name,
    );
    left = withoutInner([...new Set(wider)]);
  }
  return left.slice(0, most);
}

/** An iBeacon's kind, UUID, major and minor; and the kind and the UUID or the namespace. */
const MOST_PARTS = 4;
const LEAST_PARTS = 2;

function withoutInner(names: readonly string[]): readonly string[] {
  const known = new Set(names);
  return names.filter(
    (name) =>
      !namesFrom(name)
        .slice(1)
        .some((wider) => known.has(wider)),
  );
}

/** The name, and every wider one. */
function namesFrom(name: string): readonly string[] {
  return partsOf(name) > LEAST_PARTS ? [name, ...namesFrom(parentOf(name))] : [name];
}

/** An address has colons of its own, and nothing that is wider. */
function partsOf(name: string): number {
  return name.startsWith('eddystone-url:') ? LEAST_PARTS : name.split(':').length;
}

function parentOf(name: string): string {
  return name.slice(0, name.lastIndexOf(':'));
}
