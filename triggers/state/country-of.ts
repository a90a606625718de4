import type { Moment } from '../contract.ts';
import { countryCodeIn, countryOfZone } from '../time/country.ts';
import { knownPosition, knownValue } from './known.ts';

/**
 * The country that a moment is in, by whose calendar it goes: that of the place, by its attribute `country` or its
 * zone; else where the customer is, by the zone of their device or position; else their trait `country`, or the zone in
 * their profile; else the workspace's. With the workspace's region where it is the same country. Undefined: not known.
 */
export function countryOf({ place, state, at, world, workspaceView }: Moment): string | undefined {
  const workspace = workspaceView?.workspace;
  const home = workspace?.country ?? countryOfZone(world.zone);
  const found =
    (place && (countryCodeIn(place.attributes.country) ?? countryOfZone(place.zone))) ??
    countryOfZone(knownValue(state, 'device.zone', at)) ??
    countryHere(knownPosition(state, at), world) ??
    countryCodeIn(knownValue(state, 'customer.country', at)) ??
    countryOfZone(knownValue(state, 'customer.zone', at)) ??
    home;
  return found !== undefined && home?.startsWith(`${found}-`) ? home : found;
}

function countryHere(here: { lat: number; lon: number } | undefined, { zoneAt }: Moment['world']): string | undefined {
  return here && countryOfZone(zoneAt(here.lat, here.lon));
}
