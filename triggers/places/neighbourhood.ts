import { type BeaconsAround, beaconsAround } from './beacon-regions.ts';
import type { NearRing, Place, PlacesIndex, Position, Rings, Shape } from './contract.ts';
import { metresBetween } from './geodesy.ts';
import { MOST_REACH_METRES } from './rings.ts';
import { askedOf } from './selectors.ts';

/** What there is around a position, for a device that looks where it is as seldom as that allows. */
export interface PlacesAround {
  /** Nothing can happen to a customer who stays within this distance: no place and no ring has its edge there. */
  readonly radiusMetres: number;
  /** The nearest places, each as the circle around all of it. */
  readonly places: readonly AroundPlace[];
  /** The beacons of the nearest places that have some, where they were asked for. */
  readonly beacons?: readonly BeaconsAround[];
}

/** What is asked about a position. */
export interface Asked {
  readonly at: number;
  /** The most places and regions of beacons together. */
  readonly most: number;
  /** Metres per second. */
  readonly speed: number;
  /** Whether the device also watches for beacons. */
  readonly beacons?: boolean;
}

export interface AroundPlace extends Position {
  readonly id: string;
  readonly radiusMetres: number;
  readonly isInside: boolean;
}

/** How far is looked, in steps: where places are crowded, few are looked at. */
const REACHES = [500, 2_000, 10_000, 50_000];
/** Beacons are heard from no further. */
const HEARD_METRES = 100;
/** Where beacons are crowded the question comes again after so far. */
const LEAST_LEFT_OUT = 200;

/**
 * Tells what there is around a position at a time: at most so many places, and how far a customer of a speed may go
 * until something can happen. Where beacons are asked for, they take at most half of the places' room if those need it,
 * and nobody comes to one that was left out without asking again.
 */
export function placesAround(index: PlacesIndex, rings: Rings, position: Position, asked: Asked): PlacesAround {
  const around = shapesAround(index, rings, position, asked);
  if (!asked.beacons) return around;
  const room = Math.max(Math.floor(asked.most / 2), asked.most - around.places.length);
  const { regions, leftOutMetres } = beaconsAround(index, position, asked.at, room);
  return {
    radiusMetres: Math.min(around.radiusMetres, Math.max(LEAST_LEFT_OUT, Math.floor(leftOutMetres - HEARD_METRES))),
    places: around.places.slice(0, asked.most - regions.length),
    beacons: regions,
  };
}

function shapesAround(index: PlacesIndex, rings: Rings, position: Position, { at, most, speed }: Asked): PlacesAround {
  const further = Math.min(MOST_REACH_METRES, Math.max(0, ...ringsOf(rings).map((ring) => reachAt(ring, speed))));
  let around: PlacesAround = { radiusMetres: 0, places: [] };
  for (const reach of REACHES) {
    const near = index.within(position, reach + further, undefined, at);
    let free = reach;
    for (const { place, metres } of near) {
      free = Math.min(free, metres > 0 ? metres : index.metresToEdge(place, position, free));
      for (const ring of askedOf(rings, place)) free = Math.min(free, Math.abs(metres - reachAt(ring, speed)));
    }
    const places = near.slice(0, most).map(({ place, metres }) => circleAround(place, metres === 0));
    around = { radiusMetres: Math.floor(free), places };
    if (places.length >= most) return around;
  }
  return around;
}

function ringsOf({ all = [], tags, ofIds }: Rings): readonly NearRing[] {
  return [...all, ...[...tags.values()].flat(), ...ofIds];
}

function reachAt({ metres, seconds }: NearRing, speed: number): number {
  return metres ?? Math.min(MOST_REACH_METRES, seconds! * speed);
}

const circles = new WeakMap<Place, AroundPlace>();

function circleAround(place: Place, isInside: boolean): AroundPlace {
  let circle = circles.get(place);
  if (!circle) {
    const { id, shape, centre } = place;
    const at = shape.type === 'circle' ? shape.centre : centre;
    circle = { id, lat: at.lat, lon: at.lon, radiusMetres: Math.ceil(radiusOf(shape, at)), isInside };
    circles.set(place, circle);
  }
  return circle.isInside === isInside ? circle : { ...circle, isInside };
}

/** How far the furthest point of a shape is. */
function radiusOf(shape: Shape, from: Position): number {
  if (shape.type === 'circle') return shape.radiusMetres;
  if (shape.type === 'point') return 0;
  if (shape.type === 'corridor') return furthest(shape.line, from) + shape.widthMetres / 2;
  const corners = shape.polygons.flatMap((rings) => (rings[0] ?? []).map(([lon, lat]) => ({ lat, lon })));
  return furthest(corners, from);
}

function furthest(points: readonly Position[], from: Position): number {
  return points.reduce((most, point) => Math.max(most, metresBetween(point, from)), 0);
}
