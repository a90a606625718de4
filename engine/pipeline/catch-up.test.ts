import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { BareEngine, documentsWith, liveWith, openRealDefinitions } from '../../test/support/bare-engine.ts';
import { THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { signalClock } from '../clock.ts';
import { customerOf } from './arrivals.ts';
import { type CatchUp, createCatchUp } from './catch-up.ts';
import type { Arrival, ArrivalResult } from './contract.ts';

vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3_600_000;
const event = (name: string) => ({ signal: { kind: 'event', name } });
const awaits = { on: { absence: { after: event('a'), not: event('b'), within: '1h' } } };
const [before, after] = [liveWith({}, 1), liveWith({ awaits }, 2)];

let server: TestRedis;
const engines: BareEngine[] = [];
beforeAll(async () => {
  server = await startRedis();
});
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
  await server.connect().flushall();
});
afterAll(() => server.stop());

/** An engine that published, and one that has not followed. Of one shard: all customers are in one lane. */
function start(published = after, late = before): readonly [newer: BareEngine, older: BareEngine] {
  const both = [published, late].map((live) => new BareEngine(server, live, signalClock(T), { shards: 1 }));
  engines.push(...both);
  return both as [BareEngine, BareEngine];
}

const matchesOf = ({ outcomes }: BareEngine) =>
  outcomes.flatMap(({ step, customer, trigger }) => (step === 'matched' ? [`${trigger} ${customer}`] : []));
/** Asked again until it holds. */
const soon = <T>(ask: () => T) => expect.poll(ask, { timeout: 30_000, interval: 5 });
const isHeldAt = (engine: BareEngine, count = 1) => soon(() => engine.pipeline.waiting).toBe(count);

describe('an engine that has not followed a publish', () => {
  test('keeps a due timer of a trigger it does not know until it has, and fires it then, once', async () => {
    const [newer, older] = start();
    await newer.send([newer.event('c1', 'a', T)]);
    await newer.close();
    older.clock.advance(T + HOUR);
    await isHeldAt(older);
    await older.send([older.event('c2', 'x', T + HOUR)]);
    expect(await older.contexts.armed()).toBe(1);
    older.live = after;
    await soon(() => older.contexts.armed()).toBe(0);
    await older.pipeline.idle();
    expect(matchesOf(older)).toEqual(['awaits c1']);
  });

  test('leaves it for another when it is killed meanwhile', async () => {
    const [newer, older] = start();
    await newer.send([newer.event('c1', 'a', T)]);
    await newer.close();
    older.clock.advance(T + HOUR);
    await isHeldAt(older);
    await older.close();
    const [third] = start();
    third.clock.advance(T + HOUR + 10_001);
    await third.until(() => matchesOf(third).length > 0);
    expect(matchesOf(third)).toEqual(['awaits c1']);
  });

  test('has a signal wait that such a trigger must hear of, and holds up nobody else', async () => {
    const [newer, older] = start();
    await newer.send([newer.event('c1', 'a', T)]);
    const bought = older.send([older.event('c1', 'b', T + 1)]);
    await isHeldAt(older);
    expect(await older.send([older.event('c2', 'b', T + 1)])).toEqual(['accepted']);
    older.live = after;
    expect(await bought).toEqual(['accepted']);
    for (const { clock } of [newer, older]) clock.advance(T + HOUR);
    await soon(() => older.contexts.armed()).toBe(0);
    expect([...matchesOf(newer), ...matchesOf(older)]).toEqual([]);
  });

  test('does not fire what a publish took away meanwhile', async () => {
    const [newer, older] = start(liveWith({}, 3), after);
    await older.send([older.event('c1', 'a', T)]);
    await newer.send([newer.event('c1', 'x', T)]);
    await newer.close();
    older.clock.advance(T + HOUR);
    await isHeldAt(older);
    older.live = liveWith({}, 3);
    await soon(() => older.contexts.armed()).toBe(0);
    expect(matchesOf(older)).toEqual([]);
  });

  test('merges nobody whose memories it could not join', async () => {
    const [newer, older] = start();
    await newer.send([newer.event('anon', 'a', T), newer.event('known', 'a', T + 1)]);
    const value = { traits: {}, anonymousId: 'anon' };
    const identified = older.send([{ id: 'j', kind: 'identify', customer: 'known', at: T + 2, value }]);
    await isHeldAt(older);
    expect(await newer.contexts.read('anon')).toMatchObject({ id: 'anon', aliases: [] });
    older.live = after;
    expect(await identified).toEqual(['accepted']);
    expect(await newer.contexts.read('anon')).toMatchObject({ id: 'known', aliases: ['anon'], definitions: 2 });
  });

  test('merges nobody into one it knows while it does not know the other’s memories', async () => {
    const [newer, older] = start();
    await newer.send([newer.event('anon', 'a', T)]);
    const value = { traits: {}, anonymousId: 'anon' };
    const identified = older.send([{ id: 'k', kind: 'identify', customer: 'known', at: T + 2, value }]);
    await isHeldAt(older);
    expect(await newer.contexts.read('known'), 'nothing of it is stored before').toMatchObject({ lastAt: 0 });
    older.live = after;
    expect(await identified).toEqual(['accepted']);
    expect(await newer.contexts.read('anon')).toMatchObject({ id: 'known', aliases: ['anon'] });
  });

  test('reads what it did not hear of, as soon as it meets somebody who was decided on under it', async () => {
    const publisher = await openRealDefinitions(server, { isDeaf: false });
    await publisher.publish(documentsWith({}), { replace: true });
    const deaf = await openRealDefinitions(server, { isDeaf: true });
    await publisher.publish(documentsWith({ awaits }), { replace: true });
    expect([publisher, deaf].map(({ live }) => live.revision)).toEqual([2, 1]);
    const newer = new BareEngine(server, publisher.live, signalClock(T));
    const older = new BareEngine(server, deaf.live, signalClock(T), { reach: deaf.reach });
    deaf.watch((live) => {
      older.live = live;
    });
    engines.push(newer, older);
    await newer.send([newer.event('c1', 'a', T)]);
    older.clock.advance(T + HOUR);
    await older.until(() => matchesOf(older).length > 0);
    expect(matchesOf(older)).toEqual(['awaits c1']);
    for (const definitions of [publisher, deaf]) await definitions.close();
  });

  test('goes on with customers whom the newer engine has not met', async () => {
    const [newer, older] = start();
    await older.send([older.event('c1', 'x', T)]);
    await newer.send([newer.event('c2', 'x', T)]);
    expect(await older.send([older.event('c1', 'y', T)])).toEqual(['accepted']);
  });
});

describe('what is held', () => {
  const verdicts: [string, ArrivalResult][] = [];
  const pushed: Arrival[] = [];
  const asked: number[] = [];
  let live = { revision: 1 };
  let followed: () => void;
  let refused: (cause: Error) => void;
  const arrival = (id: string, customer = 'ann'): Arrival => ({
    type: 'signal',
    signal: { id, kind: 'event', customer, at: T, value: {} },
    receivedAt: 0,
    settle: (verdict) => verdicts.push([id, verdict]),
  });
  const idsOf = (arrivals: readonly Arrival[]) =>
    arrivals.map((one) => (one.type === 'signal' ? one.signal.id : one.type));
  function open(): CatchUp {
    live = { revision: 1 };
    for (const list of [verdicts, pushed, asked]) list.length = 0;
    const reach = (revision: number) => {
      asked.push(revision);
      return new Promise<void>((resolve, reject) => {
        [followed, refused] = [resolve, reject];
      });
    };
    const clock = { now: () => T, wall: () => 0 };
    const push = (arrivals: readonly Arrival[]) => void pushed.push(...arrivals);
    return createCatchUp({ live: () => live, reach, push, clock });
  }

  test('goes before what comes later of the same customer, and each once', async () => {
    const catchUp = open();
    catchUp.hold([{ customer: 'ann', arrivals: [arrival('1'), arrival('2')], revision: 2 }]);
    live = { revision: 2 };
    followed();
    await soon(() => idsOf(pushed)).toEqual(['tick']);
    const batch = [arrival('other', 'bob'), arrival('3'), arrival('4')];
    expect(idsOf(catchUp.join(batch))).toEqual(['other', '1', '2', '3', '4']);
    expect(catchUp.join(batch)).toBe(batch);
    expect(verdicts).toEqual([]);
  });

  test('is turned away where this engine cannot follow', async () => {
    const catchUp = open();
    catchUp.hold([{ customer: 'ann', arrivals: [arrival('1')], revision: 2 }]);
    refused(new Error('definitions 2 do not compile on this engine'));
    const rejected = 'not stored (definitions 2 do not compile on this engine); send it again';
    await soon(() => verdicts).toEqual([['1', { rejected, again: true }]]);
    expect(catchUp.has(2)).toBe(false);
    expect(idsOf(catchUp.join([arrival('2')]))).toEqual(['2']);
  });

  test('goes on where no later definitions are to be found: they were set back', async () => {
    const catchUp = open();
    expect(catchUp.has(57)).toBe(false);
    catchUp.hold([{ customer: 'ann', arrivals: [arrival('1')], revision: 57 }]);
    followed();
    await soon(() => catchUp.has(57)).toBe(true);
    expect(catchUp.has(58)).toBe(false);
  });

  test('is asked for once at a time, and again when more comes after', async () => {
    const catchUp = open();
    catchUp.hold([{ customer: 'ann', arrivals: [arrival('1')], revision: 2 }]);
    catchUp.hold([{ customer: 'bob', arrivals: [arrival('2')], revision: 2 }]);
    expect(asked).toEqual([2]);
    followed();
    await soon(() => pushed.map(customerOf)).toEqual(['ann', 'bob']);
    catchUp.hold([{ customer: 'cleo', arrivals: [arrival('3')], revision: 3 }]);
    expect(asked).toEqual([2, 3]);
    refused(new Error('gone'));
    await soon(() => verdicts).toHaveLength(3);
    catchUp.hold([{ customer: 'ann', arrivals: [arrival('4')], revision: 3 }]);
    expect(asked).toEqual([2, 3, 3]);
  });

  test('is turned away when the engine stops, also what comes to be held after', () => {
    const catchUp = open();
    catchUp.hold([{ customer: 'ann', arrivals: [arrival('1')], revision: 2 }]);
    catchUp.close();
    catchUp.hold([{ customer: 'bob', arrivals: [arrival('2')], revision: 2 }]);
    const rejected = 'not stored (the engine is stopping); send it again';
    expect(verdicts).toEqual([
      ['1', { rejected, again: true }],
      ['2', { rejected, again: true }],
    ]);
  });
});
