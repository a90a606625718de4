import type { Signal } from '../../sdk/protocol.ts';
import type { World } from '../../triggers/contract.ts';
import { createAreas } from '../world/areas.ts';
import { areaOf } from '../world/world.ts';

/** The world as a recording tells of it: weather that was pushed as signals; any other weather is unknown. */
export interface RecordedWorld extends World {
  take(signal: Signal): void;
}

/** `zone` is the workspace's. */
export function recordedWorld(zone: string, zoneAt: World['zoneAt']): RecordedWorld {
  const areas = createAreas();
  return {
    zone,
    zoneAt,
    weatherAt: (lat, lon, at) => areas.at(lat, lon, at),
    take(signal) {
      if (signal.kind === 'weather') areas.put(areaOf(signal));
    },
  };
}
