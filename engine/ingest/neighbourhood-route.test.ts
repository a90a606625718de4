import { afterEach, expect, test } from 'vitest';
import { EDGE_SECRET_KEY, startIngest, type TestIngest } from '../../test/support/ingest.ts';
import { neighbourhoodOf, shopAt } from '../../test/support/sdk/neighbourhood.ts';

const centre = { lat: 52.52, lon: 13.4 };

let edge: TestIngest;
afterEach(() => edge.ingest.close());
const start = async (rateLimit?: number) => {
  edge = await startIngest({ neighbourhood: neighbourhoodOf(shopAt(centre)), ...(rateLimit && { rateLimit }) });
};
const ask = (body: unknown, headers?: Record<string, string>) =>
  edge.post('/v1/neighbourhood', JSON.stringify(body), headers);

test('tells how far one may go, and of places no more than where they are', async () => {
  await start();
  const answer = await ask({ lat: 52.52, lon: 13.41 });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  const body = answer.body as { radiusMetres: number; places: unknown[] };
  expect(body.radiusMetres).toBeGreaterThan(580);
  expect(body.radiusMetres).toBeLessThan(610);
  expect(body.places).toEqual([{ id: 'shop', ...centre, radiusMetres: 80, isInside: false }]);
  expect((await ask(centre)).body).toMatchObject({
    radiusMetres: 80,
    validMs: 1_800_000,
    places: [{ isInside: true }],
  });
});

test('refuses who has no key, what is no position, and too much of either', async () => {
  await start(2);
  expect((await ask({ lat: 1, lon: 1 }, { authorization: 'Bearer kp_wrong' })).status).toBe(401);
  for (const body of [
    {},
    { lat: 91, lon: 0 },
    { lat: '1', lon: 1 },
    { lat: 1, lon: 1, speedMetresPerSecond: 1e9 },
    { lat: 1, lon: 1, most: 101 },
    { lat: 1, lon: 1, most: 1.5 },
    { lat: 1, lon: 1, beacons: 'yes' },
    [],
  ]) {
    expect((await ask(body, { authorization: `Bearer ${EDGE_SECRET_KEY}` })).status).toBeGreaterThanOrEqual(400);
  }
  expect((await ask({ lat: 1, lon: 1, more: 'x'.repeat(2_000) })).status).toBe(413);
  await ask({ lat: 1, lon: 1 });
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask({ lat: 1, lon: 1 })));
  expect(answers.map(({ status }) => status)).toContain(429);
});
