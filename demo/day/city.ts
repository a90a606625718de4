import type { Place, Position } from '../../triggers/places/contract.ts';
import { metresBetween } from '../../triggers/places/geodesy.ts';

import { buildNetwork, type Network, type Spot } from './network.ts';
import type { Person } from './people.ts';
import type { Random } from './random.ts';
import { allSpots, type SpotKind, spotsOf } from './spots.ts';

/** The city as the people of the day know it. */
export interface City {
  readonly network: Network;
  /** One of the nearest few spots of a kind, nearer ones more often. */
  near(kind: SpotKind | 'store', from: Position, random: Random): Spot;
  /** Any spot of a kind. */
  any(kind: SpotKind | 'store', random: Random): Spot;
}

/** The number of nearest places that a person chooses from. */
const CHOICE = 4;
/** A shop that is further from every street of the network than this cannot be walked to. */
const REACH_METRES = 300;

/** Joins the network with the shops of the workspace and the homes of the people. */
export function createCity(places: Iterable<Place>, people: readonly Person[]): City {
  const shops = [...places].filter((place) => place.tags.includes('store'));
  const stores = shops.map((place): Spot => ({ id: place.id, position: place.centre }));
  const homes = [...new Map(people.map(({ home }) => [home.id, home])).values()].filter((h) => h.id.startsWith('home'));
  const network = buildNetwork([...allSpots(), ...homes, ...stores], REACH_METRES);
  const known = (kind: SpotKind | 'store') =>
    kind === 'store' ? stores.filter((store) => network.reaches(store.id)) : spotsOf(kind);
  return {
    network,
    any: (kind, random) => random.pick(known(kind)),
    near(kind, from, random) {
      const sorted = known(kind).toSorted((a, b) => metresBetween(from, a.position) - metresBetween(from, b.position));
      return sorted[Math.floor(Math.min(CHOICE, sorted.length) * random.next() ** 1.7)]!;
    },
  };
}
