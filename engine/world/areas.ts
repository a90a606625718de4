import { LRUCache } from 'lru-cache';
import { type Bounds, boundsAround, metresBetween } from '../../triggers/places/geodesy.ts';
import type { Weather } from '../../triggers/world/contract.ts';
import { CELL_DEGREES, cellOf } from './cells.ts';
import type { Area, AreaWeather } from './contract.ts';

/** The most areas that are kept. Beyond, the areas that began first are dropped. */
export const MOST_AREAS = 2_000;

/** The weather of an area counts as the weather before a change for this long after it ended. */
export const COUNTS_AFTER_MS = 3_600_000;

/** The pushed weather by area. Of several areas at one position and time the newest counts. */
export interface Areas {
  /** Adds an area, once. Returns the ids of the areas that were dropped for it. */
  put(area: AreaWeather): readonly string[];
  at(lat: number, lon: number, at: number): AreaWeather | undefined;
  /**
   * Returns the area that counted at a position when `area` came; undefined when none did, and when `area` itself never
   * counted there, because a newer one already did.
   */
  before(area: AreaWeather, lat: number, lon: number): AreaWeather | undefined;
  /**
   * Returns all weather that can have counted somewhere in `area` when it came, and whether that covers the whole area.
   */
  beneath(area: AreaWeather): { readonly weathers: readonly Weather[]; readonly isWhole: boolean };
  /** Drops the areas that ended before a time. Returns their ids. */
  expire(before: number): readonly string[];
}

/** Creates an empty set of areas. It remembers the few areas near each cell that was asked about. */
export function createAreas(): Areas {
  let areas: readonly AreaWeather[] = [];
  const byCell = new LRUCache<number, readonly AreaWeather[]>({ max: 20_000 });
  const replace = (kept: readonly AreaWeather[], dropped: readonly AreaWeather[]): readonly string[] => {
    areas = kept;
    byCell.clear();
    return dropped.map(({ id }) => id);
  };
  const near = (lat: number, lon: number): readonly AreaWeather[] => {
    const cell = cellOf(lat, lon);
    const known = byCell.get(cell);
    if (known) return known;
    const reaching = areas.filter(({ area }) => reaches(area, lat, lon, 2 * CELL_DEGREES));
    byCell.set(cell, reaching);
    return reaching;
  };
  return {
    put(area) {
      if (areas.some(({ id }) => id === area.id)) return [];
      const all = [area, ...areas].sort((a, b) => b.from - a.from || b.seq - a.seq);
      return replace(all.slice(0, MOST_AREAS), all.slice(MOST_AREAS));
    },
    at(lat, lon, at) {
      if (areas.length === 0) return undefined;
      return near(lat, lon).find(({ from, until, area }) => at >= from && at <= until && reaches(area, lat, lon, 0));
    },
    before(area, lat, lon) {
      const counted = near(lat, lon).find((other) => other.seq < area.seq && reaches(other.area, lat, lon, 0));
      return counted && isBefore(counted, area) ? counted : undefined;
    },
    beneath(area) {
      const bounds = boundsOf(area.area);
      const weathers: Weather[] = [];
      for (const other of areas) {
        if (other.seq >= area.seq || !isBefore(other, area) || !touch(boundsOf(other.area), bounds)) continue;
        weathers.push(other.weather);
        if (holdsAll(other.area, area.area)) return { weathers, isWhole: true };
      }
      return { weathers, isWhole: false };
    },
    expire(before) {
      const over = areas.filter(({ until }) => until < before);
      if (over.length === 0) return [];
      return replace(
        areas.filter(({ until }) => until >= before),
        over,
      );
    },
  };
}

/** Returns the box around an area. */
export function boundsOf(area: Area): Bounds {
  return 'radiusMetres' in area ? boundsAround(area, area.radiusMetres) : area;
}

/** Whether a position lies in an area, edges included. */
export function isIn(area: Area, lat: number, lon: number): boolean {
  return reaches(area, lat, lon, 0);
}

/** Whether two boxes have a point in common. */
export function touch(a: Bounds, b: Bounds): boolean {
  if (a.south > b.north || b.south > a.north) return false;
  return spans(a).some(([aWest, aEast]) => spans(b).some(([bWest, bEast]) => aWest <= bEast && bWest <= aEast));
}

const METRES_PER_DEGREE = 111_320;

function reaches(area: Area, lat: number, lon: number, marginDegrees: number): boolean {
  if ('radiusMetres' in area) {
    return metresBetween(area, { lat, lon }) <= area.radiusMetres + marginDegrees * METRES_PER_DEGREE;
  }
  const { west, south, east, north } = area;
  if (lat < south - marginDegrees || lat > north + marginDegrees) return false;
  if (west <= east) return lon >= west - marginDegrees && lon <= east + marginDegrees;
  return lon >= west - marginDegrees || lon <= east + marginDegrees;
}

function isBefore(other: AreaWeather, { from }: AreaWeather): boolean {
  return other.from <= from && other.until >= from - COUNTS_AFTER_MS;
}

/**
 * Whether `outer` contains all of `inner`. Decided only for two boxes, and for circles around the same point; else no.
 */
function holdsAll(outer: Area, inner: Area): boolean {
  if (!('radiusMetres' in outer)) return covers(outer, boundsOf(inner));
  if (!('radiusMetres' in inner)) return false;
  return outer.lat === inner.lat && outer.lon === inner.lon && outer.radiusMetres >= inner.radiusMetres;
}

function covers(a: Bounds, b: Bounds): boolean {
  if (a.south > b.south || a.north < b.north) return false;
  return spans(b).every(([bWest, bEast]) => spans(a).some(([aWest, aEast]) => aWest <= bWest && aEast >= bEast));
}

function spans({ west, east }: Bounds): readonly (readonly [west: number, east: number])[] {
  if (west <= east) return [[west, east]];
  return [
    [west, 180],
    [-180, east],
  ];
}
