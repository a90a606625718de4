import { afterAll, beforeAll, expect, test } from 'vitest';
import { BareEngine, liveWith } from '../../test/support/bare-engine.ts';
import { SILENT } from '../../test/support/deliveries.ts';
import { THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { signalClock } from '../clock.ts';
import { createWokenTally } from '../pipeline/woken/tally.ts';
import { startDebugTrails } from './debug-trails.ts';
import { watchWoken } from './watch-intake.ts';

let server: TestRedis;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

test('what happens to a customer is written while somebody looks, on whichever engine, and of nobody else', async () => {
  let wall = 0;
  const clock = { now: () => wall, wall: () => wall };
  const redis = { connect: () => server.connect() };
  const [trails, reader] = await Promise.all([
    startDebugTrails({ redis, clock, log: SILENT }),
    startDebugTrails({ redis, clock, log: SILENT }),
  ]);
  const live = liveWith({
    seen: { on: { signal: { kind: 'event', name: 'seen' } } },
    rich: {
      on: { signal: { kind: 'event', name: 'seen' } },
      when: { all: [{ 'event.properties.total': { 'at-least': 100 } }] },
    },
    twice: { on: { count: { of: { signal: { kind: 'event', name: 'seen' } }, 'at-least': 2, within: '1h' } } },
  });
  const engine = new BareEngine(server, live, signalClock(T), {
    happened: trails.happened,
    woken: watchWoken(
      createWokenTally('a', () => T),
      trails,
    ),
  });
  const see = (customer: string, at: number) => engine.send([engine.event(customer, 'seen', at, { total: 5 })]);
  await see('anna', T);
  expect(await reader.read('anna'), 'nobody had looked before').toEqual([]);
  await expect
    .poll(async () => {
      await see('anna', T + ++wall * 1_000);
      return (await reader.read('anna')).map(({ trigger, step }) => `${trigger} ${step}`);
    })
    .toContain('seen matched');
  await see('ben', T);
  expect(await reader.read('ben')).toEqual([]);
  const steps = (await reader.read('anna')).map(({ trigger, step }) => `${trigger} ${step}`);
  expect(steps).toContain('rich no-match');
  expect((await reader.read('anna')).find(({ trigger }) => trigger === 'rich')?.reason).toContain('total');
  // Who looked long ago looks no longer.
  wall += 20_000;
  await reader.forget('anna');
  await see('anna', T + 100_000);
  expect(await server.connect().lrange('kairos:debug:anna', 0, -1)).toEqual([]);
  await engine.close();
  await Promise.all([trails.close(), reader.close()]);
});
