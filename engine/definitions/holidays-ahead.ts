import { setImmediate as turn } from 'node:timers/promises';
import type { When } from '../../triggers/contract.ts';
import { countryCodeIn, countryOfZone } from '../../triggers/time/country.ts';
import { cacheHolidays, loadCalendars } from '../../triggers/time/holidays.ts';
import { DAY_MS } from '../../triggers/time/spans.ts';
import type { Clock, Closable } from '../contract.ts';
import type { Live } from './contract.ts';

// A year of a country takes up to 30 ms to work out: enough countries for a chain of shops, and no more than some
// seconds.
const MOST_COUNTRIES = 40;
const YEAR_MS = 366 * DAY_MS;

/**
 * Works out holidays before a signal has to wait for them, one year of one country at a time: at each publish that asks
 * for holidays, of the workspace's country and of those with places, this year and next, and once a day for the turn of
 * the year.
 */
export function startHolidaysAhead(
  definitions: { readonly live: Live; watch(swapped: (live: Live) => void): () => void },
  clock: Clock,
): Closable {
  let closed = false;
  const prepare = async () => {
    const { live } = definitions;
    if (!asksForHolidays(live)) return;
    const years = new Set([clock.now(), clock.now() + YEAR_MS].map((at) => new Date(at).getUTCFullYear()));
    for (const country of countriesOf(live)) {
      for (const year of years) {
        await turn();
        if (closed) return;
        cacheHolidays(country, year);
      }
    }
  };
  // The hours of the law ask for holidays whatever the definitions do.
  loadCalendars();
  const unwatch = definitions.watch(() => void prepare());
  const daily = setInterval(() => void prepare(), DAY_MS);
  daily.unref();
  void prepare();
  return {
    async close() {
      closed = true;
      clearInterval(daily);
      unwatch();
    },
  };
}

/** Whether anything live goes by public holidays. */
export function asksForHolidays({ triggers, segments, workspace }: Live): boolean {
  if (workspace.hours !== undefined && Object.hasOwn(workspace.hours, 'holiday')) return true;
  for (const { when } of triggers.values()) if (isAbout(when)) return true;
  for (const { when } of segments.values()) if (isAbout(when)) return true;
  return false;
}

/** The countries that the workspace and its places are in, the most first, as they are asked for. */
export function countriesOf({ workspace, place }: Live): readonly string[] {
  const home = workspace.country ?? countryOfZone(workspace.zone);
  const counts = new Map<string, number>(home === undefined ? [] : [[home, Infinity]]);
  for (const { attributes, zone } of place.values()) {
    const country = countryCodeIn(attributes.country) ?? countryOfZone(zone);
    if (country !== undefined && !home?.startsWith(`${country}-`)) counts.set(country, (counts.get(country) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_COUNTRIES)
    .map(([country]) => country);
}

function isAbout(when: When): boolean {
  if ('all' in when) return when.all.some(isAbout);
  if ('any' in when) return when.any.some(isAbout);
  if ('none' in when) return when.none.some(isAbout);
  return when.field === 'workday' || when.field.split('.')[0] === 'holiday';
}
