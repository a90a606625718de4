import type { Signal } from '../../sdk/protocol.ts';
import type { World } from '../../triggers/contract.ts';
import type { ChangeAt } from '../pipeline/tell-of-world.ts';
import { createAreas } from '../world/areas.ts';
import type { Sighting } from '../world/contract.ts';
import { areaOf, changeBy, sightingOf } from '../world/pushed-weather.ts';
import { arrivalOf, createStock, REMEMBERED_MS, stockOf } from '../world/stock.ts';

/** The world as a recording tells of it: weather and stock that were pushed as signals; any other is unknown. */
export interface RecordedWorld extends World {
  /** Takes a signal about the world; what comes back tells, to whoever asks at once, what happened by it. */
  take(signal: Signal): () => Sighting | undefined;
  readonly changeAt: ChangeAt;
}

/** `zone` is the workspace's. */
export function recordedWorld(zone: string, zoneAt: World['zoneAt']): RecordedWorld {
  const areas = createAreas();
  const stock = createStock();
  let seq = 0;
  const takeWeather = (signal: Signal) => {
    const area = { ...areaOf(signal), seq: seq++ };
    areas.put(area);
    return () => sightingOf(area, areas, false);
  };
  const takeStock = (signal: Signal) => {
    const told = stockOf(signal);
    const last = stock.last(told.place, told.sku);
    if (last && (last.id === told.id || last.at > told.at)) return nothing;
    const before = last && last.until >= told.at - REMEMBERED_MS ? last.quantity : undefined;
    const kept = { ...told, before };
    stock.put(kept);
    return () => arrivalOf(kept);
  };
  return {
    zone,
    zoneAt,
    weatherAt: (lat, lon, at) => areas.at(lat, lon, at)?.weather,
    forecastAt: (lat, lon, at) => areas.at(lat, lon, at)?.forecast,
    stockAt: (place, sku, at) => stock.at(place, sku, at),
    changeAt(cause, position) {
      if (cause.what !== 'weather') return cause;
      return 'area' in cause ? changeBy(cause.area, areas, position, nothing) : undefined;
    },
    take(signal) {
      if (signal.kind === 'weather') return takeWeather(signal);
      return signal.kind === 'stock' ? takeStock(signal) : nothing;
    },
  };
}

const nothing = () => undefined;
