import { minuteOfDay } from './zone.ts';

/** The parts of the day, each until the hour at which the next one begins. */
const PARTS = [
  ['night', 6],
  ['morning', 11],
  ['midday', 14],
  ['afternoon', 18],
  ['evening', 22],
  ['night', 24],
] as const;

/** A part of the day. */
export type Daypart = (typeof PARTS)[number][0];

export const DAYPARTS: readonly Daypart[] = [...new Set(PARTS.map(([name]) => name))];

/** Returns the part of the day on the clock of a zone. */
export function daypartOf(zone: string, at: number): Daypart {
  const hour = minuteOfDay(zone, at) / 60;
  return PARTS.find(([, ends]) => hour < ends)?.[0] ?? 'night';
}
