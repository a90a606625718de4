import { LRUCache } from 'lru-cache';
import type { Weather } from '../../triggers/contract.ts';
import { metresBetween } from '../../triggers/places/geodesy.ts';
import { CELL_DEGREES, cellOf } from './cells.ts';
import type { Area, AreaWeather } from './contract.ts';

/** Areas that are kept; those that began first make room. */
export const MOST_AREAS = 2_000;

/** The weather that was pushed for areas. The newest that covers a position at a time counts. */
export interface Areas {
  /** Takes an area once; says which others made room for it. */
  put(area: AreaWeather): readonly string[];
  at(lat: number, lon: number, at: number): Weather | undefined;
  /** Forgets what ended before a time; says which. */
  expire(before: number): readonly string[];
}

/** Keeps areas in memory, with a short list for each cell that was asked about. */
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
      const all = [area, ...areas].sort((a, b) => b.from - a.from);
      return replace(all.slice(0, MOST_AREAS), all.slice(MOST_AREAS));
    },
    at(lat, lon, at) {
      if (areas.length === 0) return undefined;
      return near(lat, lon).find(({ from, until, area }) => at >= from && at <= until && reaches(area, lat, lon, 0))
        ?.weather;
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
