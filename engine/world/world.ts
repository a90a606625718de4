import type { Signal } from '../../sdk/protocol.ts';
import type { World } from '../../triggers/contract.ts';
import type { Position } from '../../triggers/places/contract.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import type { WorldChange } from '../../triggers/world/contract.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import { zoneAt } from '../zone-at.ts';
import type { Sighting, WaveCause, WeatherProvider } from './contract.ts';
import { openSharedValues } from './shared-values.ts';
import { openStock } from './stock.ts';
import { openWeather } from './weather.ts';
import { worldValuesOf } from './world-values.ts';

export interface WorldParts {
  readonly redis: RedisStore;
  readonly kinds: ReadonlyMap<string, SignalKind>;
  readonly clock: Clock;
  readonly log: Log;
  /** Takes each change that this engine notices. When it rejects, the signal that brought the change is rejected. */
  readonly sighted: (sighting: Sighting) => Promise<void>;
  /** Absent: only pushed weather is known. */
  readonly provider?: WeatherProvider;
}

/** The world, the same on every engine. Answers come from memory; missing values are fetched in the background. */
export interface OpenWorld extends Omit<World, 'zone'>, Closable {
  /**
   * Stores a signal about the world and tells the other engines. Resolves when it and the waves that it sets off are
   * stored. Rejects for a kind that keeps no value.
   */
  take(signal: Signal): Promise<void>;
  /** Returns the change for a customer at a position; undefined when it is none that is known. */
  changeAt(cause: WaveCause, position: Position, at: number): WorldChange | undefined;
  /** Resolves when all values stored before the cause are known here. */
  ready(cause: WaveCause): Promise<void>;
  /** Notes that a customer is there: the weather is kept fresh there for a while. */
  visit(position: Position): void;
}

/** Opens the world: loads the stored values and follows the other engines. */
export async function openWorld(parts: WorldParts): Promise<OpenWorld> {
  const weather = await openWeather(parts);
  const stock = await openStock(parts);
  const values = await openSharedValues(parts.redis, parts.log);
  // Kinds with stores of their own, by place or area; for every other kind its values are kept.
  const keepers: Readonly<Record<string, (signal: Signal) => Promise<void>>> = {
    stock: stock.take,
    weather: weather.take,
  };
  const takeValues = async (signal: Signal) => {
    const kind = parts.kinds.get(signal.kind);
    if (!kind || Object.keys(kind.keeps).length === 0) {
      throw new Error(`nothing keeps what a signal of kind '${signal.kind}' tells of the world`);
    }
    for (const value of worldValuesOf(kind, signal)) await values.put(value);
  };
  return {
    zoneAt,
    weatherAt: weather.at,
    forecastAt: weather.forecastAt,
    stockAt: stock.at,
    valueAt: values.at,
    async take(signal) {
      const keep = Object.hasOwn(keepers, signal.kind) ? keepers[signal.kind] : undefined;
      await (keep ?? takeValues)(signal);
    },
    changeAt: (cause, position, at) => (cause.what === 'weather' ? weather.changeAt(cause, position, at) : cause),
    ready: async (cause) => (cause.what === 'weather' ? weather.ready(cause) : undefined),
    visit: ({ lat, lon }) => weather.visit(lat, lon),
    async close() {
      await values.close();
      await stock.close();
      await weather.close();
    },
  };
}
