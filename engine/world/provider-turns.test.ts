import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { rowsIn } from '../../test/support/rows.ts';
import { signalClock } from '../clock.ts';
import { keysOf } from '../context/keys.ts';
import { createContexts } from '../context/store.ts';
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

test('a turn is written down once, however many engines notice it and however often it is sent', async () => {
  const clock = signalClock(T);
  const engine = () => createTurnRecord({ turns: createContexts(redis.connect(), 2).turns, clock });
  const [one, other] = [engine(), engine()];
  await Promise.all([one(turn(5)), other(turn(5)), other(turn(5))]);
  await one(turn(5));
  const entries = await redis.connect().xrange(keysOf(0).outcomes, '-', '+');
  const ids = entries.flatMap(([, [, text = '']]) => rowsIn<{ id: string }>(text)).map(({ id }) => id);
  expect(ids).toEqual([signalOfTurn(turn(5)).id]);
});
