import { expect, test } from 'vitest';
import { behindRow } from './behind-row.ts';

const PERIOD = { from: '1000', to: '9000', zone: 'UTC', last: '7d', limit: '5' };

test('a count leads to its step with the period and facts of its question', () => {
  const asked = { ...PERIOD, by: 'weather', channel: 'email' };
  expect(behindRow('results-funnel', asked, { weather: '', let_through: 3 }, 'let_through')).toEqual({
    ...{ from: '1000', to: '9000', zone: 'UTC' },
    ...{ channel: 'email', weather: 'unknown', step: 'let-through' },
  });
  expect(behindRow('results-funnel', asked, { weather: 'rain' }, 'value'), 'a value counts nothing').toBeUndefined();
  expect(behindRow('results-funnel', asked, { weather: 'a,b' }, 'sent'), 'no filter can name it').toBeUndefined();
  expect(behindRow('fields-seen', asked, { count: 3 }, 'count')).toBeUndefined();
});

test('a part of time leads to what of it lies within the period', () => {
  const row = { at: 500, until: 3_000, is_before: false };
  expect(behindRow('results-over-time', PERIOD, row, 'sent')).toMatchObject({ from: '1000', to: '3000', step: 'sent' });
  const zone = 'Europe/Berlin';
  const day_at = Date.parse('2026-10-25T00:00:00+02:00');
  const ofDay = { step: 'signal-age', day_at, count: 3 };
  expect(behindRow('latency-over-time', { zone }, ofDay, 'count'), 'a day of 25 hours').toMatchObject({
    ...{ from: String(day_at), to: String(day_at + 25 * 3_600_000), step: 'matched' },
  });
  const before = { ...row, is_before: true };
  expect(behindRow('results-over-time', PERIOD, before, 'sent')).toMatchObject({ from: '500', to: '3000' });
});

test('one reason of one trigger leads to its own decisions, one limit to its own', () => {
  const row = { gate: 'frequency-cap', code: 'cap-reached', args: { most: 2 }, trigger: 'mill' };
  expect(behindRow('held-back-by', PERIOD, row, 'alone')).toMatchObject({
    ...{ trigger: 'mill', step: 'held-back', gate: 'frequency-cap', code: 'cap-reached' },
    ...{ args: '{"most":2}', alone: 'true' },
  });
});
