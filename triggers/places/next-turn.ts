import { DAY_MS } from '../time/spans.ts';
import { instantOf, localDateOf, WEEKDAYS, weekdayOf } from '../time/zone.ts';
import type { OpeningHours, Turn } from './contract.ts';
import { isOpen } from './hours.ts';

/** When a place with these hours opens or closes next after an instant, by the clock of its zone; undefined: never. */
export function nextTurn(hours: OpeningHours, zone: string, after: number): Turn | undefined {
  const wasOpen = isOpen(hours, zone, after);
  const times = new Set<number>();
  // A span that began yesterday may end today; a week later everything comes again.
  for (let day = -1; day <= DAYS_A_WEEK + 1; day++) {
    const noon = instantOf(zone, localDateOf(zone, after), NOON) + day * DAY_MS;
    const date = localDateOf(zone, noon);
    const next = localDateOf(zone, noon + DAY_MS);
    for (const [from, to] of hours[weekdayOf(zone, noon)] ?? []) {
      times.add(instantOf(zone, date, minutesOf(from)));
      times.add(instantOf(zone, to <= from ? next : date, minutesOf(to)));
    }
    for (const at of [...times].sort((a, b) => a - b)) {
      // Not before the next day was looked at: its spans may begin where these end.
      if (at <= after || at > noon) continue;
      if (isOpen(hours, zone, at) !== wasOpen) return { at, what: wasOpen ? 'closed' : 'opened' };
    }
  }
  return undefined;
}

const DAYS_A_WEEK = WEEKDAYS.length;
const NOON = 720;

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}
