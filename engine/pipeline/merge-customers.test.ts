import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { BareEngine, liveWith } from '../../test/support/bare-engine.ts';
import { THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { signalClock } from '../clock.ts';

const live = liveWith({ hi: { on: { signal: { kind: 'event', name: 'a' } } } });
let server: TestRedis;
let engine: BareEngine | undefined;
beforeAll(async () => {
  server = await startRedis();
});
afterEach(async () => {
  await engine?.close();
  engine = undefined;
  await server.connect().flushall();
});
afterAll(() => server.stop());

function start(): BareEngine {
  engine = new BareEngine(server, live, signalClock(T));
  return engine;
}
let ids = 0;
/** That `customer` is who was known as `anonymousId`. */
const identify = (customer: string, anonymousId: string, traits = {}) => ({
  ...{ id: `i${++ids}`, kind: 'identify', customer, at: T + ids, value: { traits, anonymousId } },
});

test('who is the same person as somebody becomes them, with what was known of both', async () => {
  const { send, event, contexts } = bound(start());
  await send([event('anon', 'a', T), event('known', 'b', T)]);
  expect(await send([identify('known', 'anon', { firstName: 'Eva' })])).toEqual(['accepted']);
  const state = await contexts.read('anon');
  expect(state).toMatchObject({ id: 'known', aliases: ['anon'], identified: true });
  expect(state.values['customer.firstName']?.v).toBe('Eva');
  expect(await send([identify('known', 'anon')]), 'said again').toEqual(['accepted']);
  expect((await contexts.read('known')).aliases).toEqual(['anon']);
});

test('somebody is not merged with themselves, nor twice', async () => {
  const { send, event, contexts } = bound(start());
  await send([event('anon', 'a', T), identify('known', 'known')]);
  expect((await contexts.read('known')).aliases).toEqual([]);
  await send([identify('known', 'anon')]);
  await send([identify('other', 'anon')]);
  expect((await contexts.read('anon')).id, 'the first who was said stays').toBe('known');
  expect((await contexts.read('other')).aliases).toEqual([]);
});

test('nobody is merged into one who was erased, and nobody takes over what an erased one was', async () => {
  const { send, event, contexts } = bound(start());
  await send([event('anon', 'a', T), event('gone', 'a', T)]);
  await contexts.markErased('gone');
  await contexts.forget('gone');
  expect(await send([identify('gone', 'anon')])).toEqual([{ rejected: expect.stringContaining('was erased') }]);
  expect(await contexts.read('anon')).toMatchObject({ id: 'anon', aliases: [] });
  expect(await send([identify('known', 'gone')])).toEqual(['accepted']);
  expect((await contexts.read('known')).aliases).toEqual([]);
});

test('who is merged into one that was merged away before goes where that one is', async () => {
  const { send, event, contexts } = bound(start());
  await send([event('first', 'a', T), event('second', 'a', T), event('third', 'a', T)]);
  await send([identify('third', 'second')]);
  expect(await send([identify('second', 'first')])).toEqual(['accepted']);
  const state = await contexts.read('first');
  expect(state.id).toBe('third');
  expect([...state.aliases].sort()).toEqual(['first', 'second']);
});

function bound(bare: BareEngine) {
  return { send: bare.send.bind(bare), event: bare.event.bind(bare), contexts: bare.contexts };
}
