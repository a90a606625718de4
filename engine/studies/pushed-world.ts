import type { Signal } from '../../sdk/protocol.ts';
import type { World } from '../../triggers/contract.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import { recordedWorld } from './recorded-world.ts';

/** A provider's weather is only known while it is new. */
const PROVIDER_MS = 3_600_000;

/** Returns the world at a past time: from pushed signals, and from the provider when `at` is almost now. */
export function pushedWorld(
  pushed: readonly Signal[],
  present: World,
  now: number,
  kinds: ReadonlyMap<string, SignalKind>,
): World {
  const recorded = recordedWorld(present.zone, present.zoneAt, kinds);
  for (const signal of pushed) recorded.take(signal);
  return {
    zone: present.zone,
    zoneAt: present.zoneAt,
    stockAt: recorded.stockAt,
    valueAt: recorded.valueAt,
    forecastAt: (lat, lon, at) =>
      recorded.forecastAt(lat, lon, at) ?? (now - at < PROVIDER_MS ? present.forecastAt(lat, lon, at) : undefined),
    weatherAt: (lat, lon, at) =>
      recorded.weatherAt(lat, lon, at) ?? (now - at < PROVIDER_MS ? present.weatherAt(lat, lon, at) : undefined),
  };
}
