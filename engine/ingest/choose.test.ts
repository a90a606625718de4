import { expect, test } from 'vitest';
import type { ShedOrder } from '../../triggers/signals/contract.ts';
import { createAdmission } from './admission.ts';
import { choose } from './choose.ts';
import { glimpse } from './glimpse.ts';

const party = createAdmission(1_000, { wall: () => 0 }).party('k');

/** The places of those that are chosen of a frame, one letter a signal, with so much room for each worth. */
function chosen(kinds: string, room: Readonly<Record<ShedOrder, number>>): readonly number[] {
  const bytes = Buffer.from(JSON.stringify({ signals: [...kinds].map((kind) => ({ kind })) }));
  const signals = glimpse(bytes, 'signals')!;
  const shedOf = (text: Buffer, { kindFrom }: { readonly kindFrom: number }): ShedOrder =>
    text[kindFrom] === 'p'.charCodeAt(0) ? 'first' : 'last';
  const those = choose(bytes, signals, party, { roomFor: (_, shed) => room[shed] }, shedOf);
  return signals.flatMap((signal, i) => (those.has(signal) ? [i] : []));
}

test('of a frame that does not fit, what is worth most is lifted out', () => {
  expect(chosen('ppoppo', { first: 1, second: 2, last: 3 })).toEqual([2, 5]);
  expect(chosen('ppoppo', { first: 0, second: 0, last: 1 })).toEqual([2]);
  expect(chosen('ppoppo', { first: 0, second: 0, last: 0 })).toEqual([]);
});

test('a small frame comes in whole when half of it fits at what its least is worth', () => {
  expect(chosen('ppoppo', { first: 3, second: 4, last: 5 })).toEqual([0, 1, 2, 3, 4, 5]);
  expect(chosen('pppp', { first: 2, second: 2, last: 2 })).toEqual([0, 1, 2, 3]);
});

test('a large frame is never let in beyond the room', () => {
  expect(chosen('p'.repeat(65), { first: 60, second: 62, last: 64 })).toHaveLength(60);
  expect(chosen('p'.repeat(65), { first: 65, second: 65, last: 65 })).toHaveLength(65);
});
