import { expect, test } from 'vitest';
import { liveWith } from '../../test/support/bare-engine.ts';
import { BERLIN, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { documentOf } from '../../test/support/workspace.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { createJournal } from '../context/journal.ts';
import { loadLanguage } from '../definitions/language.ts';
import type { Row, SignalRow } from '../outcomes/contract.ts';
import { advanceCustomer } from './advance-customer.ts';
import { createTick } from './arrivals.ts';
import type { Arrival, TickArrival, WaveArrival } from './contract.ts';
import { createLiveView } from './live-view.ts';

const HOUR = 3_600_000;
const language = await loadLanguage();
const store = documentOf('place', 'store', {
  type: 'Feature',
  properties: { id: 'store', name: 'Store', tags: ['store'], radiusMetres: 100 },
  geometry: { type: 'Point', coordinates: [13.4, 52.5] },
});
const live = liveWith(
  {
    silent: { on: { inactivity: { for: '1h' } } },
    boots: {
      on: { 'stock-arrived': { places: { tag: 'store' }, within: 500 } },
      when: { 'stock.sku': 'boots', 'signal.kind': 'world' },
    },
  },
  1,
  [store],
);
const settle = () => undefined;
const stock = { what: 'stock', place: 'store', sku: 'boots', quantity: 3 } as const;
const wave = { type: 'wave', customer: 'ann', id: 'w1', at: T, cause: stock, receivedAt: T, settle } as const;
const beginning: TickArrival = { ...createTick('ann', T), begin: ['silent'] };
const fix: Arrival = {
  type: 'signal',
  signal: { id: 'f1', kind: 'location', customer: 'ann', at: T, value: { lat: 52.5, lon: 13.4, accuracyMetres: 5 } },
  receivedAt: T,
  settle,
};

/** The rows of each arrival, in order, of one customer. */
function rowsOf(state: CustomerState, arrivals: readonly Arrival[], now: number): readonly Row[] {
  const clock = { now: () => now, wall: () => now };
  const world = { ...BERLIN, changeAt: () => stock };
  const advance = createAdvance(language.vocabulary.signals);
  const pauses = { current: new Map() };
  const parts = {
    definitions: { live },
    pauses,
    world,
    channels: language.channels,
    advance,
    clock,
    positionDecimals: 3,
  };
  const view = createLiveView(parts).batchView();
  return advanceCustomer({ state, revision: 0, journal: createJournal() }, arrivals, view).change?.rows ?? [];
}

const isSignalRow = (row: Row): row is SignalRow => typeof (row as SignalRow).signal === 'object';
const stepsOf = (rows: readonly Row[]) => rows.flatMap((row) => ('step' in row ? [`${row.step} ${row.trigger}`] : []));

test('ticks and waves bring about decisions, and no row says that there was a signal', () => {
  const state = emptyState('ann');
  expect(rowsOf(state, [fix], T).filter(isSignalRow)).toMatchObject([{ signal: { id: 'f1', kind: 'location' } }]);
  const rows = [...rowsOf(state, [wave, beginning], T), ...rowsOf(state, [createTick('ann', T)], T + HOUR)];
  expect(stepsOf(rows)).toEqual(expect.arrayContaining(['matched boots', 'matched silent']));
  expect(rows).toMatchObject(
    rows.map((row) => ({
      signal: stepsOf([row])[0]!.endsWith('boots') ? 'w1' : expect.stringMatching(/^timer:ann:silent:/),
    })),
  );
  expect(rows.filter(isSignalRow)).toEqual([]);
});

test('a customer hears each wave once, and one that changes nothing writes nothing', () => {
  const state = emptyState('ann');
  rowsOf(state, [fix], T);
  expect(stepsOf(rowsOf(state, [wave], T))).toContain('matched boots');
  expect(rowsOf(state, [wave], T)).toEqual([]);
});

test('neither a tick nor a wave has a signal that a row could take, and the compiler says so', () => {
  const hasSignal: TickArrival | WaveArrival extends { readonly signal: unknown } ? true : false = false;
  expect(hasSignal).toBe(false);
  for (const arrival of [createTick('ann', T), beginning, wave]) expect(arrival).not.toHaveProperty('signal');
});
