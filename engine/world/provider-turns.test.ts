import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { signalClock } from '../clock.ts';
import type { SignalRow } from '../outcomes/contract.ts';
import { sightingOfTurn, signalOfTurn, turnOf } from './provider-turns.ts';
import { createTurnRecord } from './turn-record.ts';

const T = Date.UTC(2026, 10, 12, 18);
const turn = (cell: number) => ({
  cell,
  before: { weather: { condition: 'cloudy', temperatureCelsius: 8.5 }, fetchedAt: T - 600_123 },
  after: { weather: { condition: 'rain', temperatureCelsius: 8 }, fetchedAt: T },
});

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

test('a turn is read as it was written down, and is the same change to those who are there', () => {
  for (const cell of [0, 7_199, 7_200, 20_472_267, 25_919_999]) {
    const written = signalOfTurn(turn(cell));
    expect(turnOf(written)).toEqual(turn(cell));
    expect(sightingOfTurn(turn(cell)).id).toBe(`weather:${written.id}`);
  }
  expect(turnOf({ ...signalOfTurn(turn(1)), value: { lat: 1, lon: 1, radiusMetres: 5 } })).toBeUndefined();
});

test('engines that notice the same write it down once; when that fails the next one does', async () => {
  const rows: SignalRow[] = [];
  const clock = signalClock(T);
  const engine = (append: (rows: readonly SignalRow[]) => Promise<void>) =>
    createTurnRecord({ redis: redis.connect(), append, clock });
  const kept = async (some: readonly SignalRow[]) => void rows.push(...some);
  const fails = engine(() => Promise.reject(new Error('no room')));
  await expect(fails(turn(5))).rejects.toThrow('no room');
  await Promise.all([engine(kept)(turn(5)), engine(kept)(turn(5))]);
  expect(rows.map(({ signal }) => signal)).toEqual([signalOfTurn(turn(5))]);
});
