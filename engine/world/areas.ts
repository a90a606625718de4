import type { Weather } from '../../triggers/contract.ts';
import { metresBetween } from '../../triggers/places/geodesy.ts';
import { cellOf } from './cells.ts';
import type { AreaWeather } from './contract.ts';

/** Areas that are kept; the oldest make room. */
const MOST_AREAS = 2_000;

/** The weather that was pushed for areas. The newest that covers a position at a time counts. */
export interface Areas {
  put(area: AreaWeather): void;
  at(lat: number, lon: number, at: number): Weather | undefined;
  /** Forgets what ended before a time; says which. */
  expire(before: number): readonly string[];
}

/** Keeps areas in memory, with a short list for each cell that was asked about. */
export function createAreas(): Areas {
  let areas: AreaWeather[] = [];
  const byCell = new Map<number, readonly AreaWeather[]>();

  const near = (lat: number, lon: number): readonly AreaWeather[] => {
    const cell = cellOf(lat, lon);
    const known = byCell.get(cell);
    if (known) return known;
    // A cell is a few kilometres wide: whatever reaches nearer than that may cover a part of it.
    const reaching = areas.filter((area) => reaches(area, lat, lon, CELL_SPAN_DEGREES));
    byCell.set(cell, reaching);
    return reaching;
  };
  return {
    put(area) {
      areas = [area, ...areas.filter(({ id }) => id !== area.id)].sort((a, b) => b.from - a.from).slice(0, MOST_AREAS);
      byCell.clear();
    },
    at(lat, lon, at) {
      if (areas.length === 0) return undefined;
      return near(lat, lon).find((area) => at >= area.from && at <= area.until && reaches(area, lat, lon, 0))?.weather;
    },
    expire(before) {
      const over = areas.filter(({ until }) => until < before).map(({ id }) => id);
      if (over.length > 0) {
        areas = areas.filter(({ until }) => until >= before);
        byCell.clear();
      }
      return over;
    },
  };
}

const CELL_SPAN_DEGREES = 0.1;
const METRES_PER_DEGREE = 111_320;

function reaches({ area }: AreaWeather, lat: number, lon: number, marginDegrees: number): boolean {
  if ('radiusMetres' in area) {
    return metresBetween(area, { lat, lon }) <= area.radiusMetres + marginDegrees * METRES_PER_DEGREE;
  }
  const { west, south, east, north } = area;
  if (lat < south - marginDegrees || lat > north + marginDegrees) return false;
  if (west <= east) return lon >= west - marginDegrees && lon <= east + marginDegrees;
  return lon >= west - marginDegrees || lon <= east + marginDegrees;
}
