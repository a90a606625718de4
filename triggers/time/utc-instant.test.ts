import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utcInstant } from './utc-instant.ts';

test('every instant is read as it is written, with and without milliseconds', () => {
  const earliest = Date.parse('0100-01-01T00:00:00Z');
  const latest = Date.parse('9999-12-31T23:59:59.999Z');
  fc.assert(
    fc.property(fc.integer({ min: earliest, max: latest }), (at) => {
      const text = new Date(at).toISOString();
      expect(utcInstant(text)).toBe(at);
      expect(utcInstant(text.replace(/\.\d+/, ''))).toBe(Math.floor(at / 1_000) * 1_000);
    }),
  );
});

test.each(['2024-02-29T00:00:00Z', '2000-02-29T23:59:59.999Z', '2026-12-31T00:00:00.000Z'])('%s is read', (text) => {
  expect(utcInstant(text)).toBe(Date.parse(text));
});

test.each([
  // No date.
  '2026-02-29T00:00:00Z',
  '1900-02-29T00:00:00Z',
  '2026-04-31T00:00:00.000Z',
  '2026-00-10T00:00:00Z',
  '2026-13-10T00:00:00Z',
  '2026-01-00T00:00:00Z',
  '2026-01-32T00:00:00Z',
  '2026-01-10T00:60:00Z',
  '2026-01-10T00:00:60Z',
  // Dates in another form, or of a time that few write.
  '2026-01-10T24:00:00Z',
  '0099-01-10T00:00:00Z',
  '2026-01-10T00:00:00z',
  '2026-01-10 00:00:00Z',
  '2026-01-10T00:00:00.0Z',
  '2026-01-10T00:00:00.0000Z',
  '2026-01-10T00:00+02:00Z',
  '2026/01/10T00:00:00Z',
  '2026-01-10T00.00.00Z',
  '2026-01-10T00:00:00,000Z',
  '',
])('%j is left to others', (text) => {
  expect(utcInstant(text)).toBeUndefined();
});

test('a character that is no digit, wherever it stands, makes it no instant', () => {
  const text = '2026-11-22T08:00:00.000Z';
  for (const [at, mark] of [...text].entries()) {
    if (mark < '0' || mark > '9') continue;
    for (const other of ['/', ':', ' ', 'a', '٣']) {
      expect(utcInstant(text.slice(0, at) + other + text.slice(at + 1))).toBeUndefined();
    }
  }
});
