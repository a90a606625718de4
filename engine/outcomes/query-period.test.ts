import { expect, test } from 'vitest';
import { InvalidPeriod, readPeriod } from './query-period.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const read = (given: Parameters<typeof readPeriod>[0]) => readPeriod(given, 'Europe/Berlin', NOW);

test('dates are days on the clock of the zone, and the last of them is included', () => {
  expect(read({ from: '2026-11-20', to: '2026-11-21' })).toEqual({
    from: Date.UTC(2026, 10, 19, 23),
    to: Date.UTC(2026, 10, 21, 23),
    zone: 'Europe/Berlin',
  });
  expect(read({ from: '2026-11-20', zone: 'America/New_York' })).toEqual({
    from: Date.UTC(2026, 10, 20, 5),
    zone: 'America/New_York',
  });
});

test('a day on which the clocks change has its own length', () => {
  const { from = 0, to = 0 } = read({ from: '2026-10-25', to: '2026-10-25' });
  expect((to - from) / 3_600_000).toBe(25);
});

test('times are read with and without an offset, and so are milliseconds', () => {
  expect(read({ from: '2026-11-20T18:00' }).from).toBe(Date.UTC(2026, 10, 20, 17));
  expect(read({ from: '2026-11-20 18:00' }).from).toBe(Date.UTC(2026, 10, 20, 17));
  expect(read({ from: '2026-11-20T18:00Z' }).from).toBe(Date.UTC(2026, 10, 20, 18));
  expect(read({ from: '2026-11-20T18:00:30.5+05:30' }).from).toBe(Date.UTC(2026, 10, 20, 12, 30, 30, 500));
  expect(read({ from: '1767225600000' }).from).toBe(1_767_225_600_000);
});

test('`last` reaches back from now, or from where the period ends', () => {
  expect(read({ last: '7d' })).toEqual({ from: NOW - 7 * 86_400_000, zone: 'Europe/Berlin' });
  expect(read({ last: '24h', to: '2026-11-20T18:00Z' }).from).toBe(Date.UTC(2026, 10, 19, 18));
});

test.each([
  [{ from: '2026-11-31' }, 'from', 'a date such as 2026-11-20'],
  [{ to: 'monday' }, 'to', "got 'monday'"],
  [{ from: '2026-11-20T25:10' }, 'from', 'a time such as 2026-11-20T18:00'],
  [{ last: 'week' }, 'last', 'a duration such as 24h or 7d'],
  [{ last: '7d', from: '2026-11-20' }, 'last', 'either `last` or `from`'],
  [{ zone: 'Berlin' }, 'zone', 'an IANA zone such as Europe/Berlin'],
] as const)('%j is refused by the name of its part', (given, part, words) => {
  try {
    read(given);
  } catch (cause) {
    expect(cause).toMatchObject({ part, message: expect.stringContaining(words) });
    expect(cause).toBeInstanceOf(InvalidPeriod);
    return;
  }
  expect.unreachable('it was read');
});
