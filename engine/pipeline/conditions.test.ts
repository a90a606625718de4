import { describe, expect, test } from 'vitest';
import { BERLIN, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { InvalidDefinitions } from '../../triggers/contract.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { nextDueAt } from '../../triggers/state/timers.ts';
import { decodeState, encodeState } from '../context/encoding.ts';
import { compileAtOnce, createCompiler } from '../definitions/compile.ts';
import type { Live, StoredDocument } from '../definitions/contract.ts';
import { asksForHolidays, countriesOf } from '../definitions/holidays-ahead.ts';
import { loadLanguage } from '../definitions/language.ts';
import { createRecheck } from '../dispatch/recheck.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import { advanceCustomer } from './advance-customer.ts';
import { createTick } from './arrivals.ts';
import type { Arrival } from './contract.ts';
import { createLiveView } from './live-view.ts';

const language = await loadLanguage();
const advance = createAdvance(language.vocabulary.signals);
const compile = createCompiler({ ...language, zoneAt: () => 'Europe/Berlin' });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function liveOf(triggers: Readonly<Record<string, object>>, workspace: object = {}): Live {
  const doc = (kind: StoredDocument['kind'], name: string, body: object) => ({
    kind,
    name,
    source: name,
    body,
    version: 1,
  });
  const documents = [
    doc('workspace', 'workspace', {
      zone: 'Europe/Berlin',
      channels: ['in-app'],
      'quiet-hours': 'off',
      caps: [],
      ...workspace,
    }),
    doc('template', 'hello', { name: 'hello', summary: 'x', channels: { 'in-app': { title: 'Hello', body: 'x' } } }),
    ...Object.entries(triggers).map(([name, body]) =>
      doc('trigger', name, { name, message: { template: 'hello', purpose: 'service', expires: '20h' }, ...body }),
    ),
  ];
  return compileAtOnce(compile, documents);
}

/** One customer under live triggers; their state is written and read again between signals, as Redis would. */
class Customer {
  readonly jobs: DeliveryJob[] = [];
  readonly outcomes: Outcome[] = [];
  readonly #live: Live;
  #state: CustomerState = emptyState('c1');
  #ids = 0;
  now = T;

  constructor(live: Live) {
    this.#live = live;
  }

  get present() {
    const clock = { now: () => this.now, wall: () => this.now };
    const world = { ...BERLIN, changeAt: () => undefined };
    const definitions = { live: this.#live };
    const pauses = { current: new Map() };
    return createLiveView({
      definitions,
      pauses,
      world,
      channels: language.channels,
      advance,
      clock,
      positionDecimals: 5,
    });
  }

  /** The triggers that the signal set off. */
  send(kind: string, value: object, at: number): readonly string[] {
    this.now = at;
    const signal = {
      id: `s${this.#ids++}`,
      kind,
      customer: 'c1',
      at,
      value: value as Readonly<Record<string, unknown>>,
    };
    return this.#take({ type: 'signal', signal, receivedAt: at, settle: () => undefined });
  }

  /** Time goes by: what is due is fired. */
  tick(at: number): readonly string[] {
    this.now = at;
    return this.#take(createTick('c1', at));
  }

  async mayLeave(job: DeliveryJob): Promise<boolean> {
    const { present } = this;
    const clock = { now: () => this.now, wall: () => this.now };
    const contexts = { read: async () => this.state, peek: () => undefined };
    const reach = async () => undefined;
    const parts = {
      contexts,
      reach,
      live: () => this.#live,
      world: present.world,
      workspaceView: present.workspaceView,
      clock,
    };
    return 'go' in (await createRecheck(parts).ask(JSON.parse(JSON.stringify(job))));
  }

  get state(): CustomerState {
    return decodeState('c1', encodeState(this.#state));
  }

  get dueAt(): number | undefined {
    return nextDueAt(this.#state);
  }

  #take(arrival: Arrival) {
    const { change, outcomes } = advanceCustomer(
      { state: this.state, revision: 1 } as never,
      [arrival],
      this.present.batchView(),
    );
    if (change) {
      this.#state = change.state;
      this.jobs.push(...change.jobs);
    }
    this.outcomes.push(...outcomes);
    return (change?.jobs ?? []).map(({ trigger }) => trigger);
  }
}

function problemsOf(make: () => unknown): readonly string[] {
  try {
    make();
  } catch (error) {
    if (error instanceof InvalidDefinitions) return error.problems.map(({ path, expected }) => `${path}: ${expected}`);
    throw error;
  }
  return [];
}

describe('a trigger about a change', () => {
  const low = { on: { signal: 'device' }, when: { 'device.battery': { 'fell-below': { level: 20, hysteresis: 5 } } } };

  test('is set off once by a value that swings about its level', () => {
    const customer = new Customer(liveOf({ low }));
    const sent = [30, 19, 21, 19, 26, 19].map(
      (battery, i) => customer.send('device', { battery }, T + i * MINUTE).length,
    );
    expect(sent).toEqual([0, 1, 0, 0, 0, 1]);
  });

  test('waits for what is unknown, and then still compares with what was before its own signal', () => {
    const when = { all: [{ 'cart.stage': { 'changed-to': 'payment' } }, { 'device.form': 'phone' }] };
    const customer = new Customer(liveOf({ paying: { on: { signal: 'cart' }, when, unknown: 'wait 10m' } }));
    customer.send('cart', { id: 'c', stage: 'address' }, T);
    expect(customer.send('cart', { id: 'c', stage: 'payment' }, T + MINUTE)).toEqual([]);
    customer.send('device', { form: 'phone' }, T + 2 * MINUTE);
    expect(customer.tick(T + 11 * MINUTE)).toEqual(['paying']);
  });

  test('is skipped, or taken for no, where nothing is known from before', () => {
    const when = { none: [{ 'cart.stage': { 'changed-to': 'payment' } }] };
    const live = liveOf(
      { skips: { on: { signal: 'cart' }, when }, takes: { on: { signal: 'cart' }, when, unknown: 'no' } },
      { 'messages-per-moment': 2 },
    );
    const customer = new Customer(live);
    expect(customer.send('cart', { id: 'c', stage: 'payment' }, T)).toEqual(['takes']);
    expect(customer.send('cart', { id: 'c', stage: 'payment' }, T + 1)).toEqual(['skips', 'takes']);
  });

  test('that is put off is still true when the value has not gone back', () => {
    const message = { template: 'hello', purpose: 'offers', expires: '20h', 'still-true': true };
    const paying = { on: { signal: 'cart' }, when: { 'cart.stage': { 'changed-to': 'payment' } }, message };
    const night = { purposes: { offers: { marketing: false } }, 'quiet-hours': { from: '18:00', to: '08:00' } };
    const morning = T + 13 * HOUR;
    const stays = new Customer(liveOf({ paying }, night));
    stays.send('cart', { id: 'c', stage: 'address' }, T);
    stays.send('cart', { id: 'c', stage: 'payment' }, T + MINUTE);
    expect(stays.dueAt).toBe(morning);
    expect(stays.tick(morning)).toEqual(['paying']);
    const leaves = new Customer(liveOf({ paying }, night));
    leaves.send('cart', { id: 'c', stage: 'address' }, T);
    leaves.send('cart', { id: 'c', stage: 'payment' }, T + MINUTE);
    leaves.send('cart', { id: 'c', stage: 'browse' }, T + 2 * MINUTE);
    expect(leaves.tick(morning)).toEqual([]);
  });

  test('is asked again before its message leaves', async () => {
    const message = { template: 'hello', purpose: 'service', expires: '20h', 'still-true': true };
    const customer = new Customer(liveOf({ low: { ...low, message } }));
    customer.send('device', { battery: 30 }, T);
    customer.send('device', { battery: 15 }, T + MINUTE);
    const [job] = customer.jobs;
    expect(await customer.mayLeave(job!)).toBe(true);
    customer.send('device', { battery: 80 }, T + 2 * MINUTE);
    expect(await customer.mayLeave(job!)).toBe(false);
  });
});

describe('a trigger about the past', () => {
  test('knows who did what, by way of a segment', () => {
    const segments = { regulars: { events: { did: { event: 'Order Completed', within: '90d', times: 2 } } } };
    const thanks = { on: { signal: 'cart' }, when: { 'segment.regulars': true } };
    const customer = new Customer(liveOf({ thanks }, { segments }));
    const order = (at: number) => customer.send('event', { name: 'Order Completed', properties: { total: 1 } }, at);
    order(T);
    expect(customer.send('cart', { id: 'c' }, T + 1)).toEqual([]);
    order(T + 2);
    expect(customer.send('cart', { id: 'c' }, T + 3)).toEqual(['thanks']);
  });

  test('knows what was sent, and what was done with it', () => {
    const when = { messages: { received: { within: '30d', trigger: 'first' }, opened: { within: '30d' } } };
    const customer = new Customer(
      liveOf({ first: { on: { signal: 'device' } }, second: { on: { signal: 'cart' }, when } }),
    );
    customer.send('device', { battery: 5 }, T);
    const [{ id }] = customer.jobs as [DeliveryJob];
    expect(customer.send('cart', { id: 'c' }, T + 1)).toEqual([]);
    customer.send('message', { delivery: id, state: 'opened', channel: 'in-app', machine: true }, T + 2);
    expect(customer.send('cart', { id: 'c' }, T + 3)).toEqual([]);
    customer.send('message', { delivery: id, state: 'opened', channel: 'in-app' }, T + 4);
    expect(customer.send('cart', { id: 'c' }, T + 5)).toEqual(['second']);
  });
});

describe('a publish', () => {
  const about = (when: object) => ({ on: { signal: 'device' }, when });

  test('is refused when it wants too much remembered of each customer', () => {
    const triggers = Object.fromEntries(
      Array.from({ length: 101 }, (_, i) => [
        `t${i}`,
        about({ 'device.battery': { 'fell-below': { level: i, hysteresis: 1 } } }),
      ]),
    );
    expect(problemsOf(() => liveOf(triggers))).toEqual([expect.stringContaining('at most 100 different things')]);
    const { t100: _, ...rest } = triggers;
    expect(liveOf(rest).tracking?.marks.size).toBe(100);
  });

  test('remembers nothing when nobody asks', () => {
    expect(liveOf({ plain: about({ 'device.battery': { below: 20 } }) }).tracking).toBeUndefined();
  });

  test('names what is not there, with the nearest', () => {
    const problems = problemsOf(() =>
      liveOf(
        {
          a: about({ 'segment.regulrs': true }),
          b: about({ messages: { received: { within: '1d', channel: 'in-ap' } } }),
          c: about({ messages: { received: { within: '1d', purpose: 'offer' } } }),
        },
        { segments: { regulars: { identified: true } } },
      ),
    );
    expect(problems).toEqual([
      expect.stringContaining("the nearest to 'segment.regulrs' is 'segment.regulars'"),
      expect.stringContaining("'in-app'"),
      expect.stringContaining("'offers'"),
    ]);
  });

  test('that changes a segment changes what its triggers mean', () => {
    const vip = about({ 'segment.vip': true });
    const one = liveOf({ vip }, { segments: { vip: { 'customer.plan': 'gold' } } });
    const other = liveOf({ vip }, { segments: { vip: { 'customer.plan': 'basic' } } });
    for (const [live, sent] of [
      [one, ['vip']],
      [other, []],
    ] as const) {
      const customer = new Customer(live);
      customer.send('identify', { traits: { plan: 'gold' } }, T);
      expect(customer.send('device', { battery: 1 }, T + 1)).toEqual(sent);
    }
  });

  test('that goes by holidays has them worked out for its countries', () => {
    const live = liveOf({ h: about({ holiday: true }) }, { country: 'DE-SN' });
    expect(asksForHolidays(live)).toBe(true);
    expect(countriesOf(live)).toEqual(['DE-SN']);
    expect(asksForHolidays(liveOf({ h: about({ weekend: true }) }))).toBe(false);
    expect(asksForHolidays(liveOf({}, { segments: { off: { any: [{ workday: false }] } } }))).toBe(true);
  });
});
