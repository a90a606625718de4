import { afterEach, beforeEach, expect, test } from 'vitest';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../../test/support/ingest.ts';

let edge: TestIngest;
const asked: string[] = [];
beforeEach(async () => {
  asked.length = 0;
  edge = await startIngest({
    trails: {
      async read(customer) {
        asked.push(customer);
        return [{ at: 1, step: 'no-match', trigger: 't', signal: 's' }];
      },
    },
  });
});
afterEach(() => edge.ingest.close());

const ask = (body: unknown, key = EDGE_INGEST_KEY) =>
  edge.post('/v1/debug', JSON.stringify(body), { authorization: `Bearer ${key}` });

test('a debug token shows what became of its customer’s signals, and of nobody else’s', async () => {
  const token = edge.keys.debugToken('anna', Date.now() + 60_000);
  expect(await ask({ customer: 'anna', token })).toMatchObject({ status: 200, body: { notes: [{ trigger: 't' }] } });
  expect(await ask({ customer: 'ben', token })).toMatchObject({ status: 403 });
  expect(asked).toEqual(['anna']);
});

test('without one, with one that is over, longer than it was, or of another kind, nothing is told', async () => {
  const over = edge.keys.debugToken('anna', Date.now() - 1);
  const longer = edge.keys.debugToken('anna', Date.now() + 1_000).replace(/^\d{13}/, String(Date.now() + 9_000_000));
  const tokens = [undefined, '', over, longer, edge.keys.customerToken('anna'), 7, 'x'.repeat(3_000)];
  for (const token of tokens) expect((await ask({ customer: 'anna', token })).status).toBe(403);
  expect((await ask({ customer: 'anna', token: over }, 'kp_wrong')).status).toBe(401);
  expect((await edge.post('/v1/debug', '{', { authorization: `Bearer ${EDGE_INGEST_KEY}` })).status).toBe(400);
  expect((await ask({ customer: 'x'.repeat(5_000) })).status).toBe(413);
  expect(asked).toEqual([]);
});
