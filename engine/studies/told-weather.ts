import { LRUCache } from 'lru-cache';
import type { Weather } from '../../triggers/world/contract.ts';
import { cellOf } from '../world/cells.ts';
import type { ProviderTurn } from '../world/contract.ts';
import { STALE_MS } from '../world/forecasts.ts';

/** As many as an engine keeps. */
const MOST_CELLS = 20_000;

/** A provider's weather from its recorded changes. A value counts for an hour. */
export interface ToldWeather {
  readonly isEmpty: boolean;
  put(turn: ProviderTurn): void;
  at(lat: number, lon: number, at: number): Weather | undefined;
}

/** Keeps the last turn of each cell. */
export function createToldWeather(): ToldWeather {
  const turns = new LRUCache<number, ProviderTurn>({ max: MOST_CELLS });
  return {
    get isEmpty() {
      return turns.size === 0;
    },
    put: (turn) => void turns.set(turn.cell, turn),
    at(lat, lon, at) {
      const turn = turns.size > 0 ? turns.get(cellOf(lat, lon)) : undefined;
      if (!turn) return undefined;
      const { weather, fetchedAt } = at < turn.after.fetchedAt ? turn.before : turn.after;
      return Math.abs(at - fetchedAt) < STALE_MS ? weather : undefined;
    },
  };
}
