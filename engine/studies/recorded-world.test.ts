import { expect, test } from 'vitest';
import * as z from 'zod';
import { wordsOf } from '../../test/support/words-of.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import { recordedWorld } from './recorded-world.ts';

const T = Date.UTC(2026, 10, 12, 18);
const alarm: SignalKind = {
  ...{ name: 'alarm', ...wordsOf('An alarm.'), about: 'world', value: z.unknown(), examples: [] },
  keeps: { 'alarm.level': { ...wordsOf('How high'), type: 'number', staysTrueMs: 60_000, from: ({ level }) => level } },
};

test('what a kind about the world keeps is known in a recording as it was live', () => {
  const world = recordedWorld('UTC', () => undefined, new Map([['alarm', alarm]]));
  const hear = world.take({ id: 'a', kind: 'alarm', customer: '', at: T, value: { level: 3 } });
  expect(hear()).toBeUndefined();
  world.take({ id: 'b', kind: 'siren', customer: '', at: T, value: { level: 9 } });
  expect([T, T + 60_000, T + 60_001].map((at) => world.valueAt('alarm.level', at))).toEqual([3, 3, undefined]);
});
