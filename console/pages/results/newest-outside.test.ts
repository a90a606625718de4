import { expect, test } from 'vitest';
import { findNewest } from './newest-outside.ts';

const OUTSIDE = { before: '2026-11-01', after: ['2026-11-09', '2026-11-20'] } as const;

/** A question that has rows for these days; its rows say no time. */
function askFor(...days: readonly string[]) {
  const asked: string[] = [];
  return {
    asked,
    ask: async (from = '1970-01-01', to: string) => {
      asked.push(`${from} ${to}`);
      return days.filter((day) => day >= from && day <= to).map((day) => ({ day }));
    },
  };
}

test('the newest row is that of the days after the period, else of the days before it', async () => {
  expect(await findNewest(askFor('2026-10-02', '2026-11-12', '2026-11-10').ask, OUTSIDE)).toBe('2026-11-12');
  expect(await findNewest(askFor('2026-10-02', '2026-09-30', '2026-11-05').ask, OUTSIDE)).toBe('2026-10-02');
  expect(await findNewest(askFor('2026-11-20', '2026-11-09').ask, OUTSIDE)).toBe('2026-11-20');
  expect(await findNewest(askFor('2026-11-09').ask, OUTSIDE)).toBe('2026-11-09');
  expect(await findNewest(askFor('2026-11-01').ask, { before: '2026-11-01', after: undefined })).toBe('2026-11-01');
  expect(await findNewest(askFor('2026-11-05').ask, OUTSIDE), 'only within').toBeUndefined();
});

test('a day of years ago is found with few questions', async () => {
  const { ask, asked } = askFor('2019-03-04');
  expect(await findNewest(ask, OUTSIDE)).toBe('2019-03-04');
  expect(asked.length).toBeLessThan(30);
});

test('rows that say their time are asked for once, and count what the page counts', async () => {
  let asked = 0;
  const ask = async (from: string | undefined) => {
    asked += 1;
    const rows = [
      { at: 10, held_back: 2, matched: 3 },
      { at: 20, held_back: 0, matched: 3 },
    ];
    return from === undefined ? rows : [];
  };
  expect(await findNewest(ask, OUTSIDE, 'held_back')).toBe(10);
  expect(await findNewest(ask, OUTSIDE, 'matched')).toBe(20);
  expect(asked).toBe(4);
});
