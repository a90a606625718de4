import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Signal, SignalInput } from '../../sdk/protocol.ts';
import { BERLIN, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { rowsIn } from '../../test/support/rows.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import { signalClock } from '../clock.ts';
import type { RedisContexts } from '../context/contract.ts';
import { createContexts } from '../context/store.ts';
import { compileAtOnce, createCompiler } from '../definitions/compile.ts';
import type { Live, StoredDocument } from '../definitions/contract.ts';
import { loadLanguage } from '../definitions/language.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import { startClockwork } from './clockwork.ts';
import { addressOf } from './compose.ts';
import type { ArrivalResult, BatchView, Pipeline } from './contract.ts';
import { createEnqueue } from './enqueue.ts';
import { startPipeline } from './pipeline.ts';

const language = await loadLanguage();
const advance = createAdvance(language.vocabulary.signals);
const compile = createCompiler({ ...language, zoneAt: () => 'Europe/Berlin' });
const HOUR = 3_600_000;

const store = {
  type: 'Feature',
  properties: { id: 'store', name: 'Store', tags: ['store'], radiusMetres: 100 },
  geometry: { type: 'Point', coordinates: [13.4, 52.5] },
};
const workspace = {
  name: 'test',
  zone: 'Europe/Berlin',
  channels: ['in-app'],
  'quiet-hours': { from: '22:00', to: '08:00' },
};
const template = {
  name: 'hello',
  summary: 'A greeting',
  channels: { 'in-app': { title: 'Hello {{customer.firstName}}', body: 'Welcome to {{place.name}}' } },
};
const triggerOf = (name: string, more: object = {}) => ({
  name,
  summary: 'Greets',
  on: { enter: { places: { tag: 'store' } } },
  message: { template: 'hello', purpose: 'offers', expires: '12h' },
  ...more,
});

let server: TestRedis;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

function liveOf(triggers: readonly object[], more: object = {}, places: readonly (typeof store)[] = []): Live {
  const doc = (kind: StoredDocument['kind'], name: string, body: unknown) => ({
    kind,
    name,
    source: name,
    body,
    version: 1,
  });
  const documents = [
    doc('workspace', 'workspace', { ...workspace, ...more }),
    ...[store, ...places].map((place) => doc('place', place.properties.id, place)),
    doc('template', 'hello', template),
    ...triggers.map((body) => doc('trigger', (body as { name: string }).name, body)),
  ];
  return compileAtOnce(compile, documents);
}

/** An engine without its ends: what goes in is given, what comes out is kept. */
class Engine {
  readonly clock = signalClock(T);
  readonly contexts: RedisContexts;
  readonly queued: DeliveryJob[] = [];
  readonly outcomes: Outcome[] = [];
  /** Ids of signals about the world that were taken. */
  readonly world: string[] = [];
  readonly pipeline: Pipeline;
  readonly #clockwork;
  live: Live;
  queueFails = false;
  #queueIsOpen: Promise<void> | undefined;

  constructor(live: Live, shards = 2) {
    this.live = live;
    this.contexts = createContexts(server.connect(), shards);
    const parts = {
      contexts: this.contexts,
      kinds: language.vocabulary.signals,
      clock: this.clock,
      queue: {
        add: async (jobs: readonly DeliveryJob[]) => {
          await this.#queueIsOpen;
          if (this.queueFails) throw new Error('the queue is away');
          for (const job of jobs) if (!this.queued.some(({ id }) => id === job.id)) this.queued.push(job);
        },
      },
      probe: {
        passed: () => undefined,
        failed: () => undefined,
        settled: () => undefined,
        happened: (outcome: Outcome) => this.outcomes.push(outcome),
      },
    };
    this.pipeline = startPipeline({
      ...parts,
      batchView: () => this.batchView(),
      takeWorld: (signal) => {
        this.world.push(signal.id);
      },
      reach: async () => undefined,
      mostWaiting: 1_000,
      mostBacklog: 100_000,
    });
    this.#clockwork = startClockwork({
      contexts: this.contexts,
      push: this.pipeline.push,
      enqueue: createEnqueue(parts).whole,
      clock: this.clock,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
  }

  batchView(): BatchView {
    const { live } = this;
    const addresses = (state: Parameters<typeof addressOf>[0], channel: string) =>
      addressOf(state, language.channels.get(channel), live);
    return {
      live,
      inputs: {
        matcher: live.matcher,
        places: live.places,
        world: BERLIN,
        workspace: live.workspace,
        addressOf: addresses,
      },
      advance,
      channels: language.channels,
      changeAt: () => undefined,
      now: this.clock.now(),
      wallAt: this.clock.wall(),
      positionDecimals: 3,
    };
  }

  /** Sends signals of customer `c1` together; resolves with their verdicts. */
  async send(...inputs: readonly (SignalInput & { id: string })[]): Promise<readonly ArrivalResult[]> {
    return await Promise.all(
      inputs.map((input) => {
        const signal = { customer: 'c1', at: this.clock.now(), value: {}, ...input } as Parameters<Engine['one']>[0];
        return this.one(signal);
      }),
    );
  }

  one(signal: Signal): Promise<ArrivalResult> {
    return new Promise((settle) => {
      const isTaken = this.pipeline.offer([{ type: 'signal', signal, receivedAt: this.clock.wall(), settle }]);
      if (!isTaken) settle({ rejected: 'shed' });
    });
  }

  /** Lets no message into the queue until it is told to. */
  holdQueue(): () => void {
    let open = () => {};
    this.#queueIsOpen = new Promise((resolve) => {
      open = resolve;
    });
    return open;
  }

  steps(): readonly string[] {
    return this.outcomes.map(({ step, gate, trigger }) => [trigger, step, gate].filter(Boolean).join(' '));
  }

  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await holds())) await turn();
  }

  async close(): Promise<void> {
    await this.#clockwork.close();
    await this.pipeline.close();
  }
}

const engines: Engine[] = [];
const start = (...triggers: readonly object[]) => {
  const engine = new Engine(liveOf(triggers));
  engines.push(engine);
  return engine;
};
beforeEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
  await server.connect().flushall();
});
afterAll(async () => {
  for (const engine of engines) await engine.close();
});

const identify = { id: 'i', kind: 'identify', value: { traits: { firstName: 'Ada' } } };
const consent = { id: 'k', kind: 'consent', value: { channel: '*', purpose: '*', granted: true } };
const inside = { id: 'in', kind: 'location', value: { lat: 52.5, lon: 13.4, accuracyMetres: 10 } };
const outside = { id: 'out', kind: 'location', value: { lat: 52.503, lon: 13.4, accuracyMetres: 10 } };

describe('a signal', () => {
  test('that enters a place sets off one message, written for its customer', async () => {
    const engine = start(triggerOf('greet'));
    expect(await engine.send(identify, consent, inside)).toEqual(['accepted', 'accepted', 'accepted']);
    await engine.pipeline.idle();
    expect(engine.queued).toMatchObject([
      { customer: 'c1', channel: 'in-app', trigger: 'greet', message: { title: 'Hello Ada' } },
    ]);
    expect(engine.steps()).toEqual(['greet matched', 'greet queued']);
  });

  test('that comes again after thousands of others is a duplicate: it wakes nothing, counts nowhere and has one row', async () => {
    const order = triggerOf('thanks', { on: { signal: { kind: 'event', name: 'order' } } });
    const engine = start(order);
    const event = (id: string, name: string, more: object = {}) => ({ id, kind: 'event', value: { name }, ...more });
    await engine.send(
      identify,
      consent,
      event('o-1', 'order'),
      event('o-2', 'order', { at: engine.clock.now() - 60_000 }),
    );
    // Of another customer who turns out to be the same.
    for (let i = 0; i < 100; i++) await engine.send({ ...event(`s-${i}`, 'view'), customer: 'stranger' });
    await engine.send({ id: 'alias', kind: 'alias', value: { from: 'stranger' } });
    for (let i = 0; i < 5_200; i += 400) {
      engine.clock.advance(engine.clock.now() + 5_000);
      await engine.send(...Array.from({ length: 400 }, (_, n) => event(`v-${i + n}`, 'view')));
    }
    const again = [event('o-1', 'order'), event('o-2', 'order', { at: T - 60_000 }), event('v-17', 'view')];
    const theirs = { ...event('s-17', 'view'), customer: 'stranger' };
    expect(await engine.send(...again, theirs)).toEqual(Array(4).fill('duplicate'));
    // An engine that has nothing in memory says the same.
    const other = start(order);
    other.clock.advance(engine.clock.now() + 60_000);
    expect(await other.send(...again, theirs)).toEqual(Array(4).fill('duplicate'));
    expect(await other.send(event('o-3', 'order'))).toEqual(['accepted']);
    await other.pipeline.idle();
    await engine.pipeline.idle();
    const matched = [...engine.outcomes, ...other.outcomes].filter(({ step }) => step === 'matched');
    expect(matched.map(({ signal }) => signal)).toEqual(['o-1', 'o-2', 'o-3']);
    const entries = await Promise.all([0, 1].map((n) => server.connect().xrange(`kairos:outcomes:{${n}}`, '-', '+')));
    const told = entries.flat().flatMap(([, fields]) => rowsIn<{ readonly id?: string }>(fields[1]!));
    const ids = told.flatMap(({ id }) => id ?? []);
    expect(ids.length).toBeGreaterThan(5_300);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('that comes twice, together or later, counts once', async () => {
    const engine = start(triggerOf('greet'));
    expect(await engine.send(identify, consent, inside, inside)).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'duplicate',
    ]);
    expect(await engine.send(inside)).toEqual(['duplicate']);
    await engine.pipeline.idle();
    expect(engine.queued).toHaveLength(1);
  });

  test('that comes to two engines at once counts once', async () => {
    const [one, two] = [start(triggerOf('greet')), start(triggerOf('greet'))];
    await one.send(identify, consent);
    const verdicts = (await Promise.all([one.send(inside), two.send(inside)])).flat();
    expect(verdicts.toSorted()).toEqual(['accepted', 'duplicate']);
    await Promise.all([one.pipeline.idle(), two.pipeline.idle()]);
    expect([...one.queued, ...two.queued]).toHaveLength(1);
  });

  test('of many from several engines is never lost, whoever is first', async () => {
    const both = [start(), start()];
    const signals = Array.from({ length: 200 }, (_, i) => ({ id: `n${i}`, kind: 'event', value: { name: `e${i}` } }));
    const verdicts = await Promise.all(signals.map((signal, i) => both[i % 2]!.send(signal)));
    expect(verdicts.flat()).toEqual(signals.map(() => 'accepted'));
    const rows = await Promise.all(
      [0, 1].map((shard) => server.connect().xrange(`kairos:outcomes:{${shard}}`, '-', '+')),
    );
    const told = rows.flat().flatMap(([, fields]) => rowsIn<{ id: string }>(fields[1]!));
    expect(new Set(told.map(({ id }) => id)).size).toBe(200);
    expect(told).toHaveLength(200);
  });

  test('is shed when too many wait', async () => {
    const engine = start();
    const flood = Array.from({ length: 1_001 }, (_, i) => ({ id: `f${i}`, kind: 'event', value: { name: 'e' } }));
    const verdicts = await engine.send(...flood);
    expect(verdicts.filter((verdict) => typeof verdict === 'object')).toEqual([{ rejected: 'shed' }]);
  });

  test('is shed while too many messages wait for the queue', async () => {
    const engine = start(triggerOf('greet'));
    const everybody = Array.from({ length: 1_001 }, (_, i) => `c${i}`);
    const pass = engine.holdQueue();
    for (const input of [identify, consent, inside]) {
      const inputs = everybody.map((customer) => ({ ...input, customer, id: `${input.id} ${customer}` }));
      await engine.send(...inputs.slice(0, 600));
      await engine.send(...inputs.slice(600));
    }
    expect(await engine.send({ id: 'one', kind: 'event', value: { name: 'e' } })).toEqual([{ rejected: 'shed' }]);
    pass();
    await engine.pipeline.idle();
    expect(await engine.send({ id: 'two', kind: 'event', value: { name: 'e' } })).toEqual(['accepted']);
  });
});

test('two devices of one customer in two places make one visit, on whichever of two engines they are heard', async () => {
  const triggers = [triggerOf('greet'), triggerOf('bye', { on: { exit: { places: { tag: 'store' } } } })];
  const both = [start(...triggers), start(...triggers)];
  const fixOf = (deviceId: string, lat: number, seconds: number) => ({
    id: `${deviceId} ${seconds}`,
    kind: 'location',
    at: T + seconds * 1_000,
    value: { lat, lon: 13.4, accuracyMetres: 10, deviceId },
  });
  const device = (deviceId: string, value: object) => ({ id: deviceId, kind: 'device', value: { ...value, deviceId } });
  await both[0]!.send(identify, consent, device('t', { form: 'tablet', battery: 90 }), fixOf('t', 52.522, 1));
  await both[1]!.send(device('p', { form: 'phone', battery: 15 }));
  for (let i = 1; i < 7; i++) {
    await both[i % 2]!.send(fixOf('p', 52.5, i * 60));
    await both[(i >> 1) % 2]!.send(fixOf('t', 52.522, i * 60 + 30));
  }
  await Promise.all(both.map(({ pipeline }) => pipeline.idle()));
  expect(both.flatMap((engine) => engine.steps())).toEqual(['greet matched', 'greet queued']);
  const { leading, values, devices } = await both[0]!.contexts.read('c1');
  expect([leading, values['device.battery']?.v, values['location.lat']?.v]).toEqual(['p', 15, 52.5]);
  expect(devices?.t?.values['device.battery']?.v).toBe(90);
});

describe('a fix in several places', () => {
  const placeAround = (id: string, radiusMetres: number) => ({
    ...store,
    properties: { ...store.properties, id, name: id, radiusMetres },
  });
  const greets = triggerOf('greet');
  const follows = triggerOf('follow', { on: { outcome: { of: 'greet', is: 'held-back' } } });

  test('has a row for each of them and one message, of the smallest; whoever goes by the outcome hears of that one', async () => {
    const engine = new Engine(
      liveOf([greets, follows], { 'messages-per-moment': 10 }, [placeAround('mall', 900), placeAround('hall', 300)]),
    );
    engines.push(engine);
    await engine.send(identify, consent, inside, inside);
    await engine.pipeline.idle();
    expect(engine.queued).toMatchObject([{ place: 'store', message: { body: 'Welcome to Store' } }]);
    const said = engine.outcomes.map(({ step, place, gate }) => [step, place, gate].filter(Boolean).join(' '));
    expect(said.toSorted()).toEqual([
      'held-back hall priority',
      'held-back mall priority',
      'matched hall',
      'matched mall',
      'matched store',
      'queued store',
    ]);
    expect(new Set(engine.outcomes.map(({ decision }) => decision)).size).toBe(3);
  });
});

describe('a message', () => {
  test('that cannot be written for a customer is a recorded failure and counts against nothing', async () => {
    const engine = start(triggerOf('greet', { cooldown: '1h' }));
    await engine.send(consent, inside);
    expect(engine.steps()).toEqual(['greet matched', 'greet failed render']);
    expect(engine.outcomes[1]!.reason).toContain('firstName');
    await engine.send(identify, { ...outside, at: T + 10_000 }, { ...inside, id: 'in2', at: T + 20_000 });
    await engine.pipeline.idle();
    expect(engine.queued).toHaveLength(1);
  });

  test('stays in the outbox while the queue is away, and is handed over later', async () => {
    const engine = start(triggerOf('greet'));
    engine.queueFails = true;
    await engine.send(identify, consent, inside);
    await engine.pipeline.idle();
    expect(await engine.contexts.outbox(engine.contexts.shardOf('c1'))).toHaveLength(1);
    engine.queueFails = false;
    await engine.close();
    const later = start(triggerOf('greet'));
    const jobs = await later.contexts.outbox(later.contexts.shardOf('c1'));
    expect(jobs).toMatchObject([{ trigger: 'greet' }]);
  });

  test('is put off over quiet hours and goes when they end, without a new signal', async () => {
    const engine = start(triggerOf('greet'));
    const night = T + 4 * HOUR;
    engine.clock.advance(night);
    await engine.send(identify, consent, { ...inside, at: night });
    expect(engine.steps()).toEqual(['greet matched', 'greet deferred quiet-hours']);
    engine.clock.advance(T + 13 * HOUR);
    await engine.until(() => engine.queued.length === 1);
    await engine.pipeline.idle();
    expect(engine.steps()).toEqual(['greet matched', 'greet deferred quiet-hours', 'greet queued']);
    expect(await engine.contexts.armed()).toBe(0);
  });
});

describe('dwelling', () => {
  const asked = { on: { dwell: { places: { tag: 'store' }, for: '10m' } } };
  const stays = triggerOf('stays', { on: { dwell: { places: { tag: 'store' }, for: '10m', 'seen-within': '10m' } } });

  test('wakes on the signals’ own time, also between two signals that come together', async () => {
    const engine = start(stays);
    engine.clock.advance(T + 20 * 60_000);
    await engine.send(identify, consent, { ...inside, at: T + 7 * 60_000 }, { ...outside, at: T + 19 * 60_000 });
    await engine.pipeline.idle();
    expect(engine.steps()).toEqual(['stays matched', 'stays queued']);
  });

  test('does not wake for who left before', async () => {
    const engine = start(stays);
    await engine.send(identify, consent, { ...inside, at: T }, { ...outside, at: T + 60_000 });
    engine.clock.advance(T + HOUR);
    await engine.send({ id: 'x', kind: 'event', value: { name: 'x' }, at: T + HOUR });
    expect(engine.steps()).toEqual([]);
  });

  test('wakes by the clock alone, on one of several engines', async () => {
    const [one, two] = [start(stays), start(stays)];
    await one.send(identify, consent, { ...inside, at: T });
    for (const engine of [one, two]) engine.clock.advance(T + 11 * 60_000);
    await one.until(() => one.queued.length + two.queued.length > 0);
    await Promise.all([one.pipeline.idle(), two.pipeline.idle()]);
    expect([...one.steps(), ...two.steps()]).toEqual(['stays matched', 'stays queued']);
  });

  test('that nobody saw waits for the next fix, also when another engine hears it', async () => {
    const [one, two] = [start(triggerOf('stays', asked)), start(triggerOf('stays', asked))];
    await one.send(identify, consent, { ...inside, at: T }, { ...identify, id: 'bob', customer: 'bob' });
    await one.send({ ...consent, id: 'bobs', customer: 'bob' }, { ...inside, id: 'bob-in', customer: 'bob', at: T });
    for (const engine of [one, two]) engine.clock.advance(T + 30 * 60_000);
    await one.until(async () => (await one.contexts.armed()) === 0);
    expect([...one.steps(), ...two.steps()]).toEqual([]);
    await two.send({ ...outside, at: T + 30 * 60_000 });
    await two.send({ ...inside, id: 'bob-still', customer: 'bob', at: T + 30 * 60_000 });
    for (const engine of [one, two]) engine.clock.advance(T + 31 * 60_000);
    await one.until(() => one.queued.length + two.queued.length > 0);
    expect([...one.queued, ...two.queued]).toMatchObject([{ customer: 'bob', decidedAt: T + 30 * 60_000 }]);
  });
});

test('coming near wakes once, also when another engine goes on; a first visit wakes once', async () => {
  const triggers = [
    triggerOf('near', { on: { approach: { places: { tag: 'store' }, within: 300 } } }),
    triggerOf('new', { on: { 'first-visit': { places: { tag: 'store' } } }, priority: 80 }),
  ];
  const one = start(...triggers);
  const fixAt = (id: string, lat: number, minute: number) => ({
    id,
    kind: 'location',
    at: T + minute * 60_000,
    value: { lat, lon: 13.4, accuracyMetres: 10 },
  });
  await one.send(identify, consent, fixAt('far', 52.51, 0), fixAt('near-1', 52.503, 2));
  const two = start(...triggers);
  await two.send(fixAt('near-2', 52.5029, 3), fixAt('in', 52.5, 5), fixAt('gone', 52.51, 50));
  await two.send(fixAt('again', 52.5, 100));
  await Promise.all([one.pipeline.idle(), two.pipeline.idle()]);
  expect(one.steps()).toEqual(['near matched', 'near queued']);
  expect(two.steps()).toEqual(['new matched', 'new queued']);
});

describe('a restart in the middle of a dwell', () => {
  const stays = triggerOf('stays', {
    on: { dwell: { places: { tag: 'store' }, for: '10m', 'seen-within': '10m', confirm: 2 } },
  });
  const edge = (id: string, at: number) => ({
    id,
    kind: 'location',
    at,
    value: { lat: 52.501, lon: 13.4, accuracyMetres: 10 }, // 11 m outside
  });

  test('loses neither the stay nor the fix that was perhaps outside', async () => {
    const one = start(stays);
    await one.send(identify, consent, { ...inside, at: T }, { ...inside, id: 'again', at: T + 60_000 });
    await one.send(edge('out-1', T + 120_000));
    const two = start(stays);
    await two.send(edge('out-2', T + 124_000));
    const three = start(stays);
    three.clock.advance(T + 11 * 60_000);
    await three.until(() => three.queued.length > 0);
    await three.pipeline.idle();
    expect(three.steps()).toEqual(['stays matched', 'stays queued']);
  });

  test('nor forgets that the next one outside is the second', async () => {
    const one = start(stays);
    await one.send(identify, consent, { ...inside, at: T }, { ...inside, id: 'again', at: T + 60_000 });
    await one.send(edge('out-1', T + 120_000));
    const two = start(stays);
    await two.send(edge('out-2', T + 125_000));
    two.clock.advance(T + HOUR);
    await two.send({ id: 'x', kind: 'event', value: { name: 'x' }, at: T + HOUR });
    expect([...one.steps(), ...two.steps()]).toEqual([]);
  });

  test('a stay that no second fix confirmed is none', async () => {
    const one = start(stays);
    await one.send(identify, consent, { ...inside, at: T });
    one.clock.advance(T + HOUR);
    await one.send({ id: 'x', kind: 'event', value: { name: 'x' }, at: T + HOUR });
    expect(one.steps()).toEqual([]);
  });
});

describe('identifying', () => {
  const greets = triggerOf('greet', { on: { signal: 'cart' }, message: { template: 'cart', purpose: 'offers' } });

  test('takes over what was known of the anonymous customer, whose later signals count for the known one', async () => {
    const engine = start(greets.name ? triggerOf('greet') : {});
    await engine.send({ ...consent, customer: 'anon' });
    await engine.send({
      id: 'j',
      kind: 'identify',
      customer: 'known',
      value: { traits: { firstName: 'Eve' }, anonymousId: 'anon' },
    });
    expect(await engine.send({ ...inside, customer: 'anon' })).toEqual(['accepted']);
    await engine.pipeline.idle();
    expect(engine.queued).toMatchObject([{ customer: 'known', message: { title: 'Hello Eve' } }]);
    expect(await engine.contexts.read('anon')).toMatchObject({ id: 'known', aliases: ['anon'] });
  });
});

test('a signal about the world counts once by its id, on every engine', async () => {
  const [one, two] = [start(), start()];
  const stock = (id: string) => ({
    id,
    kind: 'stock',
    value: { place: 'store', sku: 'boots', quantity: 4 },
    customer: '',
  });
  expect(await one.send(stock('s-1'), stock('s-1'), stock('s-2'))).toEqual(['accepted', 'duplicate', 'accepted']);
  expect(await two.send(stock('s-1'))).toEqual(['duplicate']);
  expect([one.world, two.world]).toEqual([['s-1', 's-2'], []]);
  const rows = (await server.connect().xrange('kairos:outcomes:{0}', '-', '+')).flatMap(([, [, text]]) =>
    text!.split('\n'),
  );
  expect(rows).toHaveLength(2);
});
