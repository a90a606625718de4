import type { Moment } from '../contract.ts';
import { countryOf } from '../state/country-of.ts';
import { knownPosition, knownValue } from '../state/known.ts';
import { countryOfZone } from '../time/country.ts';
import { isZone } from '../time/zone.ts';
import { zonesOf } from './contact-hours.ts';

/** Where a customer counts as being for what laws say: the strictest of what is known. */
export interface Home {
  readonly country: string | undefined;
  /** The state, by the second part of its ISO 3166-2 code; undefined: not known. */
  readonly region: string | undefined;
  /** Every zone that they may be in. */
  readonly zones: readonly string[];
}

/** Calling codes of countries with rules of their own; +1 is others' too, who then have the stricter hours. */
const COUNTRY_OF_PREFIX: readonly (readonly [prefix: string, country: string])[] = [
  ['+1', 'US'],
  ['+33', 'FR'],
  ['+971', 'AE'],
  ['+966', 'SA'],
  ['+66', 'TH'],
];

/**
 * Returns where a customer counts as being when they are written to at an address. Zones: what the device says, where
 * the customer is, what the profile says; where none of these is known, all zones of the country. A number's country
 * counts before any other, for its holder is there by law.
 */
export function homeOf(moment: Moment, address: string | undefined): Home {
  const { state, at, world } = moment;
  const ofNumber = COUNTRY_OF_PREFIX.find(([prefix]) => address?.startsWith(prefix))?.[1];
  const here = knownPosition(state, at);
  const told = [
    knownValue(state, 'device.zone', at),
    here && world.zoneAt(here.lat, here.lon),
    knownValue(state, 'customer.zone', at),
  ].filter(isZone);
  const country = ofNumber ?? countryOf(moment)?.slice(0, 2);
  // A zone of another country says nothing of where a number of this one is called.
  const fitting = told.filter((zone) => ofNumber === undefined || countryOfZone(zone) === ofNumber);
  const candidates = fitting.length > 0 ? [...new Set(fitting)] : country === undefined ? [] : zonesOf(country);
  return { country, region: regionOf(moment), zones: candidates.length > 0 ? candidates : [world.zone] };
}

/** `FL`, `US-FL`, of the traits `region` or `state`, or of an address. */
function regionOf({ state, at }: Moment): string | undefined {
  const address = knownValue(state, 'customer.address', at) as Readonly<Record<string, unknown>> | undefined;
  for (const said of [
    knownValue(state, 'customer.region', at),
    knownValue(state, 'customer.state', at),
    address?.state,
  ]) {
    const code =
      typeof said === 'string' ? /^(?:[A-Z]{2}-)?([A-Z]{2})$/.exec(said.trim().toUpperCase())?.[1] : undefined;
    if (code !== undefined) return code;
  }
  return undefined;
}
