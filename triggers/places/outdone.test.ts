import { expect, test } from 'vitest';
import { placeAt, signalOf, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { createAdvance } from '../hearing/advance.ts';
import { emptyState } from '../state/empty-state.ts';
import { loadSignalKinds } from '../vocabulary/signal-kinds.ts';
import { buildPlacesIndex } from './places-index.ts';

const advance = createAdvance(await loadSignalKinds());
const SHOP = { lat: 48.2, lon: 16.37 };
const SECOND = 1_000;

type Step = readonly [second: number, east: number, accuracyMetres: number | undefined, source?: string];

/** What fixes do to a customer at a shop of 60 m, each told to be so far east of its middle. */
function follow(steps: readonly Step[]) {
  const place = placeAt('shop', SHOP.lat, SHOP.lon, {
    shape: { type: 'circle', centre: SHOP, radiusMetres: 60 },
  });
  const index = buildPlacesIndex([place]);
  const state = emptyState('c1');
  const says = steps.map(([second, east, accuracyMetres, source]) => {
    const lon = SHOP.lon + east / (111_195 * Math.cos((SHOP.lat * Math.PI) / 180));
    const value = {
      lat: SHOP.lat,
      lon,
      ...(accuracyMetres !== undefined && { accuracyMetres }),
      ...(source && { source }),
    };
    const at = T + second * SECOND;
    const advanced = advance(state, signalOf('location', value, { id: `${second}`, at }), index, at);
    if (advanced.repeat) throw new Error('no fix comes twice');
    return advanced.unheeded ?? advanced.stimuli.flatMap(({ type }) => (type === 'signal' ? [] : type)).join(' ');
  });
  return { says, state };
}

test('a mast does not move a customer whom GPS has just found', () => {
  const { says, state } = follow([
    [0, 0, 10],
    [10, 0, 10],
    [30, 1_200, 1_500],
    [40, 0, 10],
    [50, 1_200, 1_500],
    [60, 1_200, 1_500],
    [70, 0, 12],
  ]);
  expect(says).toEqual(['enter', '', 'outdone', '', 'outdone', 'outdone', '']);
  expect(state.values['location.accuracyMetres']).toMatchObject({ v: 12 });
  expect(state.inside).toEqual({ shop: { since: T } });
});

test('it counts once the finer position is five minutes old, or when the customer is surely elsewhere', () => {
  expect(
    follow([
      [0, 0, 10],
      [300, 1_200, 1_500],
      [301, 1_200, 1_500],
    ]).says,
  ).toEqual(['enter', 'outdone', 'exit']);
  expect(
    follow([
      [0, 0, 10],
      [100, 4_600, 1_500],
    ]).says,
  ).toEqual(['enter', 'exit']);
  expect(
    follow([
      [0, 0, 150],
      [10, 900, 1_500],
      [20, 0, 150],
    ]).says,
    'a mast beside a mast',
  ).toEqual(['', '', '']);
});

test('a position of a mast that does not say how accurate it is is taken for a coarse one, not at its word', () => {
  expect(
    follow([
      [0, 0, undefined, 'cell'],
      [10, 0, undefined, 'ip'],
    ]).says,
  ).toEqual(['', '']);
  expect(
    follow([
      [0, 0, 10, 'gps'],
      [10, 1_200, undefined, 'cell'],
    ]).says,
  ).toEqual(['enter', 'outdone']);
  expect(follow([[0, 0, undefined, 'beacon']]).says).toEqual(['enter']);
});

test('twenty minutes in a shop, every other fix from a mast, are an entering and no leaving', () => {
  const steps = Array.from({ length: 80 }, (_, i): Step => {
    const isMast = i % 2 === 1;
    return isMast ? [i * 15, 120 + ((i * 37) % 280), 120 + ((i * 53) % 280)] : [i * 15, 50 - (i % 7), 20];
  });
  expect(follow(steps).says.filter((said) => said !== '' && said !== 'outdone')).toEqual(['enter']);
});
