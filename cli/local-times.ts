import { localDateOf, localTimeOf } from '../triggers/time/zone.ts';

const ISO_TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A time as a clock in the zone shows it. */
export function localTime(zone: string, at: number): string {
  return `${localDateOf(zone, at)} ${localTimeOf(zone, at)}`;
}

/** The same with seconds. */
export function localSecond(zone: string, at: number): string {
  return `${localTime(zone, at)}:${String(Math.floor(at / 1_000) % 60).padStart(2, '0')}`;
}

/** A text whose times in UTC are shown as a clock in the zone has them. */
export function inLocalTime(zone: string, text: string): string {
  return text.replace(ISO_TIME, (time) => localTime(zone, Date.parse(time)));
}
