import { localTimeOf, WEEKDAYS, weekdayOf } from '../time/zone.ts';
import type { OpeningHours } from './contract.ts';

/**
 * Whether a place with these hours is open at an instant, by the clock of its zone. A day that is not named is closed.
 */
export function isOpen(hours: OpeningHours, zone: string, at: number): boolean {
  const time = localTimeOf(zone, at);
  const today = weekdayOf(zone, at);
  const yesterday = WEEKDAYS[(WEEKDAYS.indexOf(today) + 6) % 7]!;
  for (const [from, to] of spans(hours, today)) {
    if (time >= from && (time < to || to <= from)) return true;
  }
  for (const [from, to] of spans(hours, yesterday)) {
    if (to <= from && time < to) return true;
  }
  return false;
}

function spans(hours: OpeningHours, day: string): OpeningHours[string] {
  return Object.hasOwn(hours, day) ? hours[day]! : [];
}
