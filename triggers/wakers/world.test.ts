import { describe, expect, test } from 'vitest';
import { momentWith } from '../../test/support/moments.ts';
import type { Moment, Weather, WorldChange } from '../contract.ts';
import type { Place } from '../places/contract.ts';
import { buildPlacesIndex } from '../places/places-index.ts';
import { emptyState } from '../state/empty-state.ts';
import type { NestedInMoment, Waker } from './contract.ts';
import placeClosed from './place-closed.ts';
import placeOpened from './place-opened.ts';
import stockArrived from './stock-arrived.ts';
import weather from './weather.ts';

const AT = Date.UTC(2026, 10, 2, 18);
const place = (id: string, lon: number, more: Partial<Place> = {}): Place => ({
  id,
  name: id,
  shape: { type: 'circle', centre: { lat: 0, lon }, radiusMetres: 100 },
  tags: ['store'],
  attributes: {},
  zone: 'UTC',
  centre: { lat: 0, lon },
  ...more,
});
/** A thousandth of a degree is 111 metres here. */
const places = buildPlacesIndex([
  place('here', 0),
  place('next', 0.004),
  place('far', 0.1),
  place('over', 0.002, { validTo: AT }),
]);

/**
 * What the waker makes of a change for a customer at (0, 0), whose fix is so old: the place it wakes for, true without
 * one.
 */
function step(waker: Waker, args: unknown, change: WorldChange, fixAgeMs = 0): string | boolean {
  const state = emptyState('anna');
  const known = { at: AT - fixAgeMs, until: AT - fixAgeMs + 300_000, source: 'location' };
  state.values['location.lat'] = { v: 0, ...known };
  state.values['location.lon'] = { v: 0, ...known };
  const moment: Moment = { ...momentWith(state), at: AT, places, stimulus: { type: 'world', change } };
  const compiled = waker.compile(args, {} as NestedInMoment);
  const { wakes, placeId } = compiled.step!(moment, undefined);
  // Who may be woken must be looked up.
  if (wakes) expect(compiled.concern!.mayWake(change)).toBe(true);
  return wakes ? (placeId ?? true) : false;
}

describe('weather', () => {
  const turn = (args: unknown, before: Weather, after: Weather) =>
    step(weather, args, { what: 'weather', before, after });

  test.each<[args: object, before: Weather, after: Weather, wakes: boolean]>([
    [{ begins: 'rain' }, { condition: 'clear' }, { condition: 'rain' }, true],
    [{ begins: 'rain' }, { condition: 'drizzle' }, { condition: 'rain' }, true],
    [{ begins: ['rain', 'drizzle'] }, { condition: 'drizzle' }, { condition: 'rain' }, false],
    [{ begins: 'rain' }, {}, { condition: 'rain' }, false],
    [{ begins: 'rain' }, { condition: 'rain' }, { condition: 'rain' }, false],
    [{ ends: ['rain', 'drizzle'] }, { condition: 'rain' }, { condition: 'clear' }, true],
    [{ ends: ['rain', 'drizzle'] }, { condition: 'rain' }, {}, false],
    [{ ends: ['rain', 'drizzle'] }, { condition: 'clear' }, { condition: 'clear' }, false],
    [{ 'rises-above': { temperatureCelsius: 30 } }, { temperatureCelsius: 30 }, { temperatureCelsius: 30.1 }, true],
    [{ 'rises-above': { temperatureCelsius: 30 } }, { temperatureCelsius: 30.1 }, { temperatureCelsius: 35 }, false],
    [{ 'rises-above': { temperatureCelsius: 30 } }, {}, { temperatureCelsius: 35 }, false],
    [{ 'falls-below': { windMetresPerSecond: 8 } }, { windMetresPerSecond: 8 }, { windMetresPerSecond: 7 }, true],
    [{ 'falls-below': { windMetresPerSecond: 8 } }, { windMetresPerSecond: 7 }, { windMetresPerSecond: 6 }, false],
    [{ 'falls-below': { temperatureCelsius: 0 } }, { temperatureCelsius: 0 }, { temperatureCelsius: -1 }, true],
  ])('%j from %j to %j: %s', (args, before, after, wakes) => {
    expect(turn(args, before, after)).toBe(wakes);
    const concern = weather.compile(args, {} as NestedInMoment).concern!;
    // Where it is not known what was before, whoever may be woken is looked up.
    if (wakes) expect(concern.mayWake({ what: 'weather', after })).toBe(true);
  });

  test('near places it is about the nearest, and nobody is near whose position is not known', () => {
    const rain: WorldChange = { what: 'weather', before: { condition: 'clear' }, after: { condition: 'rain' } };
    const near = (selected: unknown, within: number, fixAgeMs = 0) =>
      step(weather, { begins: 'rain', near: { places: selected, within } }, rain, fixAgeMs);
    expect(near({ tag: 'store' }, 500)).toBe('here');
    expect(near({ ids: ['next', 'far'] }, 500)).toBe('next');
    expect(near({ id: 'next' }, 300)).toBe(false);
    expect(near({ id: 'over' }, 500)).toBe(false);
    expect(near('any', 0)).toBe('here');
    expect(near({ tag: 'park' }, 50_000)).toBe(false);
    expect(near({ tag: 'store' }, 500, 300_001)).toBe(false);
  });

  test('takes one turn, of what there is', () => {
    for (const args of [
      {},
      { begins: 'rain', ends: 'rain' },
      { begins: 'wet' },
      { begins: [] },
      { 'rises-above': {} },
      { 'rises-above': { condition: 1 } },
      { 'rises-above': { temperatureCelsius: 1, uvIndex: 2 } },
      { begins: 'rain', near: { places: 'any', within: 50_001 } },
      { begins: 'rain', near: { places: 'any' } },
    ]) {
      expect([args, weather.args.safeParse(args).success]).toEqual([args, false]);
    }
  });
});

test('a place that opens wakes those in it or near, and is the one among those that opened', () => {
  const opened: WorldChange = { what: 'opened', places: ['next', 'far'] };
  expect(step(placeOpened, { places: { tag: 'store' } }, opened)).toBe(false);
  expect(step(placeOpened, { places: { tag: 'store' }, within: 400 }, opened)).toBe('next');
  expect(step(placeOpened, { places: { id: 'far' }, within: 400 }, opened)).toBe(false);
  expect(step(placeOpened, { places: 'any' }, { what: 'opened', places: ['here'] })).toBe('here');
  expect(step(placeClosed, { places: 'any', within: 400 }, opened)).toBe(false);
  expect(step(placeClosed, { places: 'any', within: 400 }, { ...opened, what: 'closed' })).toBe('next');
});

test('an item that is there again wakes those near that place, for that item if one is named', () => {
  const arrived: WorldChange = { what: 'stock', place: 'next', sku: 'boots', quantity: 2 };
  expect(step(stockArrived, { places: { tag: 'store' }, within: 400 }, arrived)).toBe('next');
  expect(step(stockArrived, { places: { tag: 'store' }, within: 400, sku: 'boots' }, arrived)).toBe('next');
  expect(step(stockArrived, { places: { tag: 'store' }, within: 400, sku: 'hat' }, arrived)).toBe(false);
  expect(step(stockArrived, { places: { id: 'here' }, within: 400 }, arrived)).toBe(false);
  expect(step(stockArrived, { places: { tag: 'store' }, within: 300 }, arrived)).toBe(false);
});
