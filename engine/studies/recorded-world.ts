import type { Signal } from '../../sdk/protocol.ts';
import type { World } from '../../triggers/contract.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import type { ChangeAt } from '../pipeline/contract.ts';
import { createAreas } from '../world/areas.ts';
import type { Sighting } from '../world/contract.ts';
import { sightingOfTurn, turnOf } from '../world/provider-turns.ts';
import { areaOf, changeBy, changeInCell, joinWeather, sightingOf } from '../world/pushed-weather.ts';
import { arrivalOf, createStock, REMEMBERED_MS, stockOf } from '../world/stock.ts';
import { createWorldValues, worldValuesOf } from '../world/world-values.ts';
import { createToldWeather } from './told-weather.ts';

/**
 * The world of a recording: pushed values, and recorded changes of a provider's weather. Everything else is unknown.
 */
export interface RecordedWorld extends Required<World> {
  /** Takes a signal about the world. Returns a function that tells the change, valid until the next signal. */
  take(signal: Signal): () => Sighting | undefined;
  readonly changeAt: ChangeAt;
}

/** Creates the world before the recording. `zone` is the workspace's. */
export function recordedWorld(
  zone: string,
  zoneAt: World['zoneAt'],
  kinds: ReadonlyMap<string, SignalKind>,
): RecordedWorld {
  const areas = createAreas();
  const told = createToldWeather();
  const stock = createStock();
  const values = createWorldValues();
  let seq = 0;
  const takeWeather = (signal: Signal) => {
    const turn = turnOf(signal);
    if (turn) {
      told.put(turn);
      return () => sightingOfTurn(turn);
    }
    const area = { ...areaOf(signal), seq: seq++ };
    areas.put(area);
    return () => sightingOf(area, areas, !told.isEmpty);
  };
  const takeStock = (signal: Signal) => {
    const now = stockOf(signal);
    const last = stock.last(now.place, now.sku);
    if (last && (last.id === now.id || last.at > now.at)) return nothing;
    const before = last && last.until >= now.at - REMEMBERED_MS ? last.quantity : undefined;
    const kept = { ...now, before };
    stock.put(kept);
    return () => arrivalOf(kept);
  };
  return {
    zone,
    zoneAt,
    weatherAt: (lat, lon, at) => joinWeather(told.at(lat, lon, at), areas.at(lat, lon, at)?.weather),
    forecastAt: (lat, lon, at) => areas.at(lat, lon, at)?.forecast,
    stockAt: (place, sku, at) => stock.at(place, sku, at),
    valueAt: values.at,
    changeAt(cause, position, at) {
      if (cause.what !== 'weather') return cause;
      if ('cell' in cause) return changeInCell(cause, areas, position, at);
      return changeBy(cause.area, areas, position, () => told.at(position.lat, position.lon, at));
    },
    take(signal) {
      if (signal.kind === 'weather') return takeWeather(signal);
      if (signal.kind === 'stock') return takeStock(signal);
      const kind = kinds.get(signal.kind);
      for (const value of kind ? worldValuesOf(kind, signal) : []) values.put(value);
      return nothing;
    },
  };
}

const nothing = () => undefined;
