import { describe, expect, test } from 'vitest';
import { momentWith, placeAt, workspaceWith } from '../../test/support/moments.ts';
import type { Moment } from '../contract.ts';
import type { Workspace } from '../gates/contract.ts';
import { countryOf } from '../state/country-of.ts';
import { emptyState } from '../state/empty-state.ts';
import { loadDerivedFields } from '../vocabulary/derived-fields.ts';
import { parseWorkspace } from '../workspace/workspace.ts';
import { countryOfZone, weekendIn } from './country.ts';
import { holidayOn, isCountry } from './holidays.ts';

const fields = await loadDerivedFields();
const read = (name: string, moment: Moment) => fields.get(name)?.bind('')(moment);

/** A moment at an instant, in a workspace; where the customer says `zone`. */
function momentAt(iso: string, workspace: Partial<Workspace> = {}, zone?: string, more: Partial<Moment> = {}): Moment {
  const at = Date.parse(iso);
  const state = emptyState('c1');
  if (zone !== undefined) state.values['device.zone'] = { v: zone, at, source: 'device' };
  const workspaceView = { workspace: workspaceWith(workspace), addressOf: () => 'c1' };
  return momentWith(state, { at, workspaceView, ...more });
}

describe('holidays', () => {
  test('are those of the region, moving feasts included', () => {
    expect(holidayOn('DE', '2026-04-06')?.name).toBe('Ostermontag');
    expect(holidayOn('DE', '2026-11-18')).toBeNull();
    expect(holidayOn('DE-SN', '2026-11-18')?.name).toBe('Buß- und Bettag');
    expect(holidayOn('US', '2026-11-26')?.name).toBe('Thanksgiving Day');
    expect(holidayOn('GB', '2026-12-28')?.name).toMatch(/Boxing Day/);
  });

  test('are none of a country that nobody knows, and no day that shops are open on', () => {
    expect(holidayOn('XX', '2026-12-25')).toBeUndefined();
    expect(holidayOn('DE', '2026-02-14')).toBeNull();
    expect([isCountry('DE'), isCountry('DE-SN'), isCountry('DE-XX'), isCountry('XX'), isCountry('')]).toEqual([
      ...[true, true, false, false, false],
    ]);
  });

  test('go by the day on the customer’s wall', () => {
    const vienna = (iso: string) => momentAt(iso, {}, 'Europe/Vienna');
    expect(read('holiday', vienna('2026-10-25T22:59:59Z'))).toBe(false);
    expect(read('holiday', vienna('2026-10-25T23:00:00Z'))).toBe(true);
    expect(read('holiday.name', vienna('2026-10-25T23:00:00Z'))).toBe('Nationalfeiertag');
    expect(read('holiday.tomorrow', vienna('2026-10-25T12:00:00Z'))).toBe(true);
    expect(read('holiday.yesterday', vienna('2026-10-27T12:00:00Z'))).toBe(true);
  });

  test('go by the place, else where the customer is, else the workspace', () => {
    const christmasInJapan = '2026-12-25T03:00:00Z';
    expect(read('holiday', momentAt(christmasInJapan))).toBe(true);
    expect(read('holiday', momentAt(christmasInJapan, {}, 'Asia/Tokyo'))).toBe(false);
    const place = placeAt('s', 48.2, 16.4, { zone: 'Europe/Vienna', attributes: {} });
    expect(read('holiday', momentAt(christmasInJapan, {}, 'Asia/Tokyo', { place }))).toBe(true);
    const said = placeAt('s', 48.2, 16.4, { zone: 'Europe/Vienna', attributes: { country: 'de-sn' } });
    expect(countryOf(momentAt(christmasInJapan, {}, undefined, { place: said }))).toBe('DE-SN');
  });

  test('take the region of the workspace in its own country', () => {
    expect(countryOf(momentAt('2026-06-01T12:00:00Z', { country: 'DE-SN' }, 'Europe/Berlin'))).toBe('DE-SN');
    expect(countryOf(momentAt('2026-06-01T12:00:00Z', { country: 'DE-SN' }, 'Europe/Vienna'))).toBe('AT');
  });
});

test('a zone belongs to a country, whichever way it is spelt', () => {
  expect(['Europe/Vienna', 'Asia/Kolkata', 'America/New_York', 'UTC', 'Nowhere/Land', 7].map(countryOfZone)).toEqual([
    ...['AT', 'IN', 'US', undefined, undefined, undefined],
  ]);
});

describe('the calendar', () => {
  const values = (moment: Moment) =>
    ['day-of-month', 'days-left-in-month', 'month', 'weekend', 'workday'].map((name) => read(name, moment));

  test('is the customer’s', () => {
    expect(values(momentAt('2028-02-28T12:00:00Z'))).toEqual([28, 1, 2, false, true]);
    expect(values(momentAt('2028-02-28T23:30:00Z'))).toEqual([29, 0, 2, false, true]);
    expect(values(momentAt('2026-06-06T12:00:00Z'))).toEqual([6, 24, 6, true, false]);
    expect(values(momentAt('2026-05-01T12:00:00Z'))).toEqual([1, 30, 5, false, false]);
  });

  test('has the weekend that the country has', () => {
    expect(weekendIn('EG')).toEqual([5, 6]);
    expect(weekendIn(undefined)).toEqual([6, 7]);
    expect(read('weekend', momentAt('2026-06-05T12:00:00Z', {}, 'Africa/Cairo'))).toBe(true);
    expect(read('weekend', momentAt('2026-06-07T12:00:00Z', {}, 'Africa/Cairo'))).toBe(false);
  });
});

describe('the business', () => {
  const hours = { thu: [['09:00', '18:00']], fri: [['22:00', '02:00']], holiday: [['10:00', '12:00']] } as const;
  const isOpen = (iso: string, more: Partial<Workspace> = {}) =>
    read('business.open', momentAt(iso, { hours, country: 'DE', ...more }));

  test('is open by the hours of the workspace and its clock', () => {
    expect(isOpen('2026-11-12T08:30:00Z')).toBe(true);
    expect(isOpen('2026-11-12T17:00:00Z')).toBe(false);
    expect(isOpen('2026-11-14T00:30:00Z'), 'since Friday').toBe(true);
    expect(read('business.open', momentAt('2026-11-12T08:30:00Z'))).toBeUndefined();
  });

  test('has other hours on a public holiday', () => {
    expect(isOpen('2026-12-25T10:30:00Z'), 'Christmas is a Friday').toBe(true);
    expect(isOpen('2026-12-25T21:30:00Z')).toBe(false);
    expect(isOpen('2026-12-26T00:30:00Z'), 'nor since the holiday').toBe(false);
  });

  test('goes by what the clock shows: an hour that comes twice counts twice, one that is skipped not at all', () => {
    // In Berlin 02:00 to 03:00 is skipped on 29 March 2026, and comes twice on 25 October.
    const night = { sun: [['01:30', '02:30']] } as const;
    const spring = ['2026-03-29T00:29:59Z', '2026-03-29T00:30:00Z', '2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z'];
    expect(spring.map((iso) => isOpen(iso, { hours: night }))).toEqual([false, true, true, false]);
    const autumn = ['2026-10-25T00:29:59Z', '2026-10-25T00:30:00Z', '2026-10-25T01:15:00Z', '2026-10-25T01:31:00Z'];
    expect(autumn.map((iso) => isOpen(iso, { hours: night }))).toEqual([true, false, true, false]);
  });
});

test('clocks that change leave every local time with one answer', () => {
  const shown = (iso: string) => read('local-time', momentAt(iso));
  expect(['2026-03-29T00:59:00Z', '2026-03-29T01:00:00Z'].map(shown)).toEqual(['01:59', '03:00']);
  expect(['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map(shown)).toEqual(['02:30', '02:30']);
});

test('what is wrong with hours, country and segments is told', () => {
  const body = { country: 'XX', hours: { monday: [], mon: [['9', '18:00']] }, segments: { 'A B': {} } };
  expect(() => parseWorkspace('workspace.yaml', body)).toThrow(
    /country: a country that has public holidays[\s\S]*hours/,
  );
  expect(
    parseWorkspace('workspace.yaml', { country: 'DE-SN', hours: { mon: [['09:00', '18:00']], holiday: [] } }),
  ).toMatchObject({
    country: 'DE-SN',
    hours: { mon: [['09:00', '18:00']], holiday: [] },
  });
});
