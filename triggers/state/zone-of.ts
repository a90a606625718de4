import type { Moment } from '../contract.ts';
import { isZone } from '../time/zone.ts';
import { knownPosition, knownValue } from './known.ts';

/**
 * The zone on a customer's clock: what the device says, else where they are, else their profile's, else the place's,
 * else the workspace's. What is stale or names no zone is passed over.
 */
export function zoneOf({ state, at, place, world }: Moment): string {
  const device = knownValue(state, 'device.zone', at);
  if (isZone(device)) return device;
  const position = knownPosition(state, at);
  const here = position && world.zoneAt(position.lat, position.lon);
  if (isZone(here)) return here;
  const profile = knownValue(state, 'customer.zone', at);
  if (isZone(profile)) return profile;
  return place && isZone(place.zone) ? place.zone : world.zone;
}
