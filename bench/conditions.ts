import { trackingOf } from '../triggers/changes/tracking.ts';
import { compileWhen, tracksOf } from '../triggers/conditions/compile.ts';
import { readWhen } from '../triggers/conditions/read.ts';
import type { Moment, World } from '../triggers/contract.ts';
import { createAdvance } from '../triggers/hearing/advance.ts';
import { buildPlacesIndex } from '../triggers/places/places-index.ts';
import type { CustomerState } from '../triggers/state/contract.ts';
import { emptyState } from '../triggers/state/empty-state.ts';
import { nowOf } from '../triggers/state/now.ts';
import { MINUTE_MS } from '../triggers/time/spans.ts';
import type { Vocabulary } from '../triggers/vocabulary/contract.ts';
import { loadVocabulary } from '../triggers/vocabulary/vocabulary.ts';
import type { Bench } from './contract.ts';
import { medianOf } from './support/median.ts';

const T = Date.parse('2026-11-12T18:00:00Z');
const WORLD: World = {
  zone: 'Europe/Berlin',
  zoneAt: () => 'Europe/Berlin',
  weatherAt: () => undefined,
  stockAt: () => undefined,
  forecastAt: () => undefined,
};

/** What is live: nothing about the past, something about other signals, or something about these. */
const ASKED = {
  nothing: { 'device.battery': { below: 20 } },
  otherSignals: { 'customer.plan': { 'changed-to': 'gold' } },
  change: { 'device.battery': { changed: true } },
  hysteresis: { 'device.battery': { 'fell-below': { level: 20, hysteresis: 5 } } },
  unchanged: { 'device.charging': { 'unchanged-for': '10m' } },
  history: { events: { did: { event: 'Order Completed', within: '30d', times: 3 } } },
} as const;

/** Conditions on one moment of a customer with fifty messages. */
const TESTED = {
  plain: { 'device.battery': { below: 20 } },
  crossing: { 'device.battery': { 'fell-below': 20 } },
  messages: { messages: { opened: { within: '30d', times: 2 } } },
  localTime: { 'local-time': { between: ['18:00', '22:00'] } },
  holiday: { holiday: true },
} as const;

/** What it costs to remember, and to ask: beside a signal of which nothing is remembered, and a plain condition. */
export default {
  name: 'conditions',
  summary: 'Advancing a customer by a device signal while conditions on the past are live or not; asking conditions.',
  async run({ runs, seconds = 0.5, say }) {
    const vocabulary = await loadVocabulary();
    const figures: Record<string, unknown> = {};
    for (const [name, source] of Object.entries(ASKED)) {
      figures[name] = await medianOf(runs, async () => measureAdvance(source, vocabulary, seconds));
      say(`advance, asked of ${name.padEnd(12)} ${JSON.stringify(figures[name])}`);
    }
    for (const [name, source] of Object.entries(TESTED)) {
      figures[`ask-${name}`] = await medianOf(runs, async () => measureAsk(source, vocabulary, seconds));
      say(`ask ${name.padEnd(12)} ${JSON.stringify(figures[`ask-${name}`])}`);
    }
    return figures;
  },
} satisfies Bench;

function measureAdvance(source: unknown, vocabulary: Vocabulary, seconds: number) {
  const advance = createAdvance(vocabulary.signals);
  const places = buildPlacesIndex([]);
  const when = read(source, vocabulary);
  const tracking = trackingOf(tracksOf(when, vocabulary), vocabulary.signals);
  const state = emptyState('c1');
  let signals = 0;
  return rate('signal', seconds, () => {
    const at = T + signals * MINUTE_MS;
    const value = { battery: (signals * 7) % 100, charging: signals % 50 === 0 };
    const signal = { id: `s${signals++}`, kind: 'device', customer: 'c1', at, value };
    return advance(state, signal, places, at, undefined, tracking).repeat ? 0 : 1;
  });
}

function measureAsk(source: unknown, vocabulary: Vocabulary, seconds: number) {
  const holds = compileWhen(read(source, vocabulary), vocabulary, false);
  const moment = momentOf(customer());
  return rate('condition', seconds, () => (holds(moment, nowOf(moment)) === undefined ? 2 : 1));
}

function read(source: unknown, vocabulary: Vocabulary) {
  return readWhen(source, vocabulary, {
    conditions: 0,
    report(path, expected) {
      throw new Error(`${path}: expected ${expected}`);
    },
  });
}

function customer(): CustomerState {
  const state = emptyState('c1');
  state.values['device.battery'] = { v: 15, at: T, until: T + MINUTE_MS, source: 'device' };
  state.reservations = Array.from({ length: 50 }, (_, n) => {
    const i = 50 - n;
    const sent = { id: `d${i}`, at: T - i * 720 * MINUTE_MS, trigger: 't', channel: 'email', purpose: 'offers' };
    return i % 10 === 0 ? { ...sent, opened: sent.at } : sent;
  });
  return state;
}

function momentOf(state: CustomerState): Moment {
  const signal = { id: 's', kind: 'device', customer: 'c1', at: T, value: {} };
  const before = { 'device.battery': [30] };
  return { at: T, origin: signal, signal, state, stimulus: { type: 'signal' }, place: undefined, world: WORLD, before };
}

/** Works for a while; what comes out is used, so that none of it is left out. */
function rate(of: string, seconds: number, work: () => number): Record<'perSecond' | 'nanos', number> {
  for (let i = 0; i < 20_000; i++) work();
  const from = performance.now();
  let done = 0;
  let used = 0;
  while (performance.now() - from < seconds * 1_000) {
    for (let i = 0; i < 500; i++) used += work();
    done += 500;
  }
  if (used === 0) throw new Error(`no ${of} was worked on`);
  const ms = performance.now() - from;
  return { perSecond: Math.round((done / ms) * 1_000), nanos: Math.round((ms / done) * 1e6) };
}
