import type { Signal } from '../../sdk/protocol.ts';
import type { World } from '../../triggers/contract.ts';
import { createAreas } from '../world/areas.ts';
import { createStock, stockOf } from '../world/stock.ts';
import { areaOf } from '../world/weather.ts';

/** The world as a recording tells of it: weather and stock that were pushed as signals; any other is unknown. */
export interface RecordedWorld extends World {
  take(signal: Signal): void;
}

/** `zone` is the workspace's. */
export function recordedWorld(zone: string, zoneAt: World['zoneAt']): RecordedWorld {
  const areas = createAreas();
  const stock = createStock();
  let seq = 0;
  return {
    zone,
    zoneAt,
    weatherAt: (lat, lon, at) => areas.at(lat, lon, at)?.weather,
    forecastAt: (lat, lon, at) => areas.at(lat, lon, at)?.forecast,
    stockAt: (place, sku, at) => stock.at(place, sku, at),
    take(signal) {
      if (signal.kind === 'weather') areas.put({ ...areaOf(signal), seq: seq++ });
      if (signal.kind === 'stock') stock.put(stockOf(signal));
    },
  };
}
