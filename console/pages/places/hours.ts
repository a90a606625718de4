import { recordOf } from '../../parts/definitions.ts';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/** When a place is open, as its document says it. Undefined: it says nothing. */
export type Hours = Readonly<Partial<Record<Day, readonly (readonly [from: string, to: string])[]>>>;

const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;
const CLOCK = /^([01]?\d|2[0-4])(?::([0-5]\d))?$/;

/** Reads the hours of a document as far as they can be read. */
export function hoursIn(value: unknown): Hours | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const days = DAYS.flatMap((day) => {
    const spans = recordOf(value)[day];
    if (!Array.isArray(spans)) return [];
    const read = spans.filter(
      (span) => Array.isArray(span) && span.every((one) => minutesOf(String(one)) !== undefined),
    );
    return [[day, read as (readonly [string, string])[]] as const];
  });
  return Object.fromEntries(days);
}

/** Whether each hour of a day is open: whole, a part of it, or not at all. Spans of the night before count. */
export function hoursOfDay(hours: Hours, day: Day): readonly ('open' | 'partly' | 'closed')[] {
  const minutes = minutesOpen(hours);
  const from = DAYS.indexOf(day) * DAY_MINUTES;
  return Array.from({ length: 24 }, (_, hour) => {
    const open = minutes.slice(from + hour * 60, from + hour * 60 + 60).reduce((sum, one) => sum + one, 0);
    return open === 60 ? 'open' : open === 0 ? 'closed' : 'partly';
  });
}

/** Opens or closes whole hours of a day. */
export function setHours(hours: Hours, day: Day, fromHour: number, toHour: number, isOpen: boolean): Hours {
  const minutes = minutesOpen(hours);
  const from = DAYS.indexOf(day) * DAY_MINUTES;
  minutes.fill(isOpen ? 1 : 0, from + fromHour * 60, from + toHour * 60);
  return hoursOfMinutes(minutes);
}

/** Takes what is typed for a day, such as `9-12:30, 14:00 – 18:00`; undefined: it cannot be read. */
export function readSpans(text: string): Hours[Day] | undefined {
  if (text.trim() === '') return [];
  const spans = text.split(/[,;]/).map((span) => {
    const ends = span.split(/–|-|bis|to/i).map((end) => minutesOf(end.trim()));
    return ends.length === 2 && ends[0] !== undefined && ends[1] !== undefined && ends[0] < DAY_MINUTES
      ? ([clock(ends[0]), clock(ends[1])] as const)
      : undefined;
  });
  return spans.includes(undefined) ? undefined : (spans as Hours[Day]);
}

/** Opens every day at the same times; without any, no day. */
export function repeatDaily(spans: NonNullable<Hours[Day]>): Hours {
  return spans.length === 0 ? {} : Object.fromEntries(DAYS.map((day) => [day, spans]));
}

export function writeSpans(spans: Hours[Day] = []): string {
  return spans.map(([from, to]) => `${from}–${to}`).join(', ');
}

function minutesOpen(hours: Hours): Uint8Array {
  const minutes = new Uint8Array(WEEK_MINUTES);
  for (const [d, day] of DAYS.entries()) {
    for (const [from, to] of hours[day] ?? []) {
      const start = minutesOf(from) ?? 0;
      const end = minutesOf(to) ?? 0;
      // A span whose end is not after its start passes midnight.
      const length = end > start ? end - start : end + DAY_MINUTES - start;
      for (let i = 0; i < length; i++) minutes[(d * DAY_MINUTES + start + i) % WEEK_MINUTES] = 1;
    }
  }
  return minutes;
}

/** A day without a span is closed and left out. */
function hoursOfMinutes(minutes: Uint8Array): Hours {
  const days = DAYS.map((day, d) => {
    const spans: (readonly [string, string])[] = [];
    let start: number | undefined;
    for (let i = 0; i <= DAY_MINUTES; i++) {
      const isOpen = i < DAY_MINUTES && minutes[d * DAY_MINUTES + i] === 1;
      if (isOpen) start ??= i;
      else if (start !== undefined) {
        spans.push([clock(start), clock(i)]);
        start = undefined;
      }
    }
    return [day, spans] as const;
  });
  return Object.fromEntries(days.filter(([, spans]) => spans.length > 0));
}

function minutesOf(text: string): number | undefined {
  const [, hour, minute = '0'] = CLOCK.exec(text) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  return hour !== undefined && minutes <= DAY_MINUTES ? minutes : undefined;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
