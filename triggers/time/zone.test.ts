import { expect, test } from 'vitest';
import { HOUR_MS } from './spans.ts';
import { instantOf, isZone, localDateOf, localTimeOf, minuteOfDay, weekdayOf } from './zone.ts';

const ZONES = [
  ...['Europe/Berlin', 'Europe/London', 'Europe/Dublin', 'America/New_York', 'America/St_Johns', 'America/Santiago'],
  ...['America/Havana', 'Australia/Lord_Howe', 'Pacific/Chatham', 'Africa/Casablanca', 'Africa/Cairo', 'Asia/Beirut'],
  ...['Asia/Kolkata', 'Asia/Kathmandu', 'Antarctica/Troll', 'Asia/Gaza', 'UTC', 'Pacific/Kiritimati'],
];
const FROM = Date.UTC(2024, 0, 1);
const TO = Date.UTC(2031, 0, 1);

function shownByIntl(zone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (at: number) => {
    const parts = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, p.value]));
    const { year, month, day, hour, minute, weekday } = parts as Record<string, string>;
    return `${weekday!.toLowerCase()} ${year}-${month}-${day} ${hour}:${minute}`;
  };
}

const shownByUs = (zone: string, at: number) =>
  `${weekdayOf(zone, at)} ${localDateOf(zone, at)} ${localTimeOf(zone, at)}`;

/** The first milliseconds of new offsets, found with Intl alone. */
function changes(zone: string): number[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const offset = (at: number) => format.formatToParts(at).find((p) => p.type === 'timeZoneName')!.value;
  const found: number[] = [];
  for (let at = FROM; at < TO; at += 12 * HOUR_MS) {
    if (offset(at) === offset(at + 12 * HOUR_MS)) continue;
    let [no, yes] = [at, at + 12 * HOUR_MS];
    while (yes - no > 1) {
      const middle = Math.floor((no + yes) / 2);
      if (offset(middle) === offset(yes)) yes = middle;
      else no = middle;
    }
    found.push(yes);
  }
  return found;
}

test.each(ZONES)('the clock of %s agrees with Intl around every change of 2024 to 2030', (zone) => {
  const intl = shownByIntl(zone);
  for (const change of changes(zone)) {
    for (const off of [-2 * HOUR_MS, -60_000, -1, 0, 1, 60_000, HOUR_MS / 2, HOUR_MS, 2 * HOUR_MS]) {
      expect(shownByUs(zone, change + off)).toBe(intl(change + off));
    }
  }
});

test('zones change when we think they do', () => {
  expect(changes('Europe/Berlin')).toHaveLength(14);
  // Around each Ramadan; how many years ahead are decided depends on Node's time zone data.
  expect(changes('Africa/Casablanca').length).toBeGreaterThan(4);
  expect(changes('UTC')).toHaveLength(0);
});

test('the clock agrees with Intl on any instant, also before 1970 and where a change is not on a quarter of an hour', () => {
  for (const zone of ZONES) {
    const intl = shownByIntl(zone);
    for (let i = 0; i < 400; i++) {
      const at = Date.UTC(1960, 0, 1) + i * 61 * 86_399_000 + i * 977;
      expect(shownByUs(zone, at)).toBe(intl(at));
    }
  }
  const stJohns = shownByIntl('America/St_Johns');
  const change = Date.UTC(2010, 2, 14, 3, 31); // 00:01 local time
  for (const off of [-60_001, -60_000, -1, 0, 1, 60_000]) {
    expect(shownByUs('America/St_Johns', change + off)).toBe(stJohns(change + off));
  }
});

test('the instant of a local time is the first that shows it', () => {
  expect(new Date(instantOf('Europe/Berlin', '2026-07-01', 8 * 60)).toISOString()).toBe('2026-07-01T06:00:00.000Z');
  // 02:00 to 03:00 is skipped on 29 March 2026, and shown twice on 25 October.
  expect(new Date(instantOf('Europe/Berlin', '2026-03-29', 2 * 60 + 30)).toISOString()).toBe(
    '2026-03-29T01:00:00.000Z',
  );
  expect(new Date(instantOf('Europe/Berlin', '2026-10-25', 2 * 60 + 30)).toISOString()).toBe(
    '2026-10-25T00:30:00.000Z',
  );
  // Lord Howe moves by half an hour, at 02:00.
  expect(new Date(instantOf('Australia/Lord_Howe', '2026-10-04', 2 * 60 + 15)).toISOString()).toBe(
    '2026-10-03T15:30:00.000Z',
  );
});

test.each(ZONES)(
  'the instant of every local hour in %s shows that hour, or follows the hour that is skipped',
  (zone) => {
    for (const change of changes(zone).slice(0, 6)) {
      for (let hour = -30; hour < 30; hour++) {
        const near = change + hour * HOUR_MS;
        const date = localDateOf(zone, near);
        const at = instantOf(zone, date, minuteOfDay(zone, near));
        expect(localDateOf(zone, at)).toBe(date);
        expect(localTimeOf(zone, at)).toBe(localTimeOf(zone, near));
        expect(at).toBeLessThanOrEqual(near);
      }
    }
  },
);

test('a zone is one only when this machine knows it', () => {
  expect(['Europe/Vienna', 'UTC', 'America/Argentina/Buenos_Aires'].every(isZone)).toBe(true);
  expect(['Mars/Base', '', '+02:00', 'Europe/Vienna; DROP', 7, null, undefined].some(isZone)).toBe(false);
  expect(localTimeOf('Mars/Base', 0)).toBe('00:00');
});
