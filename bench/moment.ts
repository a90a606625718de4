import { SeenBytes } from '../engine/context/seen-bytes.ts';
import { createValidator } from '../engine/ingest/validate.ts';
import type { Signal } from '../sdk/protocol.ts';
import { compileTemplates } from '../templates/compiling/compile.ts';
import type { ChannelSlots, Helper } from '../templates/contract.ts';
import { EXAMPLE_SETTING } from '../templates/previews/example-setting.ts';
import { viewOf } from '../templates/view.ts';
import type { Match, Moment } from '../triggers/contract.ts';
import { createAdvance } from '../triggers/hearing/advance.ts';
import { buildMatcher } from '../triggers/matcher.ts';
import type { Position } from '../triggers/places/contract.ts';
import { buildPlacesIndex } from '../triggers/places/places-index.ts';
import { compileTrigger } from '../triggers/reading/compile-trigger.ts';
import type { CustomerState } from '../triggers/state/contract.ts';
import { loadFolder } from '../triggers/vocabulary/registry.ts';
import { loadVocabulary } from '../triggers/vocabulary/vocabulary.ts';
import type { Bench } from './contract.ts';
import { momentsOf } from './data/moments.ts';
import { dice, generatePlaces, generatePoints } from './data/places.ts';
import { randomOf } from './data/random.ts';
import { triggersOf } from './data/triggers.ts';
import { medianOf } from './support/median.ts';
import { cpuMicros } from './support/usage.ts';

const COUNTS = [10_000, 100_000];
const CUSTOMERS = 20_000;
const ONE_RENDER_IN = 5;
/** Each step takes so many signals at a time: reading the CPU clock takes as long as a signal. */
const AT_A_TIME = 500;
const T = Date.UTC(2026, 5, 1);
const ROUND_MS = 60_000;
/** Degrees: some 33 metres. */
const STEP = 0.0003;
const WORLD = {
  zone: 'UTC',
  zoneAt: () => 'UTC',
  weatherAt: () => undefined,
  forecastAt: () => undefined,
  stockAt: () => undefined,
};
const NO_WORDS = { en: '', de: '' };
const SLOTS: ChannelSlots = {
  push: { body: { title: NO_WORDS, summary: NO_WORDS, format: 'text', required: true, maxChars: 10_000 } },
};
const said = (field: string) => `{{fallback ${field} "-"}}`;
const BODY = `Hi ${said('customer.segment')}, only today ${said('event.brand')} for ${said('event.cartValue')} in ${said('customer.city')}: ${said('event.category')}, ${said('event.distance')} m away.`;

/** One moment on its whole way in one process, step by step: a customer moves and something happens to them. */
export default {
  name: 'moment',
  summary: 'A fix and an event in turn, in-process: parse, validate, context, places, match, one render in five.',
  async run({ runs, say }) {
    const figures: Record<string, unknown> = {};
    for (const count of COUNTS) {
      const measure = await prepare(count, runs + 1);
      await measure(0); // warms up
      figures[`triggersAndPlaces${count}`] = await medianOf(runs, (run) => measure(run + 1));
      say(`${count}: ${JSON.stringify(figures[`triggersAndPlaces${count}`])}`);
    }
    return figures;
  },
} satisfies Bench;

async function prepare(count: number, rounds: number) {
  const vocabulary = await loadVocabulary();
  const triggers = triggersOf(randomOf(1), count, 5).map((definition) => compileTrigger(definition, 1, vocabulary));
  const matcher = buildMatcher(triggers, new Map());
  const places = buildPlacesIndex(generatePlaces(count));
  let now = T;
  const validate = createValidator(vocabulary.signals, { now: () => now, wall: () => now });
  const advance = createAdvance(vocabulary.signals);
  const helpers = await loadFolder<Helper>(new URL('../templates/helpers/', import.meta.url));
  const template = { name: 'offer', summary: '', channels: { push: { body: BODY } }, locales: {} };
  const renderer = compileTemplates([template], SLOTS, helpers);
  const moments = momentsOf(randomOf(9), CUSTOMERS, T);
  const points = generatePoints(moments.length, dice(99));
  const wire = Array.from({ length: rounds }, (_, round) => buffersOf(moments, points, round));
  const states = new Map(moments.map(({ state }) => [state.id, state]));
  // As in the engine's memory.
  for (const state of states.values()) state.seen = new SeenBytes();
  // They were seen a minute before, some metres away: most are in the places that they are still in.
  for (const [i, { state }] of moments.entries()) {
    const { lat, lon } = points[i]!;
    const value = { lat: lat + STEP, lon, accuracyMetres: 12 };
    advance(state, { id: `b${i}`, kind: 'location', customer: state.id, at: T - ROUND_MS, value }, places, T);
  }

  return async (round: number) => {
    const buffers = wire[round]!;
    now = T + round * ROUND_MS + 1_000;
    const out: Match[] = [];
    const spent = { parse: 0, validate: 0, context: 0, match: 0, render: 0 };
    for (let from = 0; from < buffers.length; from += AT_A_TIME) {
      let began = cpuMicros();
      const lap = (step: keyof typeof spent) => {
        const now = cpuMicros();
        spent[step] += now - began;
        began = now;
      };
      // As the engine reads what is plain ASCII (`ingest/read-json.ts`).
      const parsed = buffers
        .slice(from, from + AT_A_TIME)
        .map((buffer) => JSON.parse(buffer.toString('latin1')) as unknown);
      lap('parse');
      const signals = parsed.map((one) => validate(one, 'publishable') as Signal);
      lap('validate');
      const advanced = signals.map((signal) => advance(states.get(signal.customer)!, signal, places, now));
      lap('context');
      const matched: Moment[] = [];
      for (const [i, one] of advanced.entries()) {
        if (one.repeat) throw new Error('a signal came twice');
        const signal = signals[i]!;
        for (const stimulus of one.stimuli) {
          const moment = momentOf(signal, states.get(signal.customer)!, stimulus);
          out.length = 0;
          matcher.match(moment, out);
          if (out.length > 0) matched.push(moment);
        }
      }
      lap('match');
      for (let i = 0; i < signals.length / ONE_RENDER_IN && matched.length > 0; i++) {
        const view = viewOf(matched[i % matched.length]!, { zone: 'UTC', reads: renderer.reads('offer') });
        renderer.render('offer', 'push', view, EXAMPLE_SETTING);
      }
      lap('render');
    }
    const per = (micros: number) => Math.round((micros / buffers.length) * 100) / 100;
    const total = Object.values(spent).reduce((sum, micros) => sum + micros, 0);
    return {
      signalMicros: per(total),
      signalsPerSecond: Math.round(1e6 / (total / buffers.length)),
      parseMicros: per(spent.parse),
      validateMicros: per(spent.validate),
      contextAndPlacesMicros: per(spent.context),
      matchMicros: per(spent.match),
      renderMicros: per(spent.render),
    };
  };
}

function momentOf(signal: Signal, state: CustomerState, stimulus: Moment['stimulus']): Moment {
  const place = stimulus.type === 'enter' || stimulus.type === 'exit' ? stimulus.place : undefined;
  return { at: signal.at, origin: signal, signal, state, stimulus, place, world: WORLD };
}

/** What comes off the wire in a round: of each customer a fix, then an event. They walk some metres and back again. */
function buffersOf(moments: readonly Moment[], points: readonly Position[], round: number): readonly Buffer[] {
  return moments.flatMap(({ signal }, i) => {
    const at = new Date(T + round * ROUND_MS).toISOString();
    const { lat, lon } = points[i]!;
    const value = {
      lat: round % 2 === 0 ? lat : lat + STEP,
      lon,
      accuracyMetres: 12,
      speedMetresPerSecond: 1.3,
      source: 'gps',
    };
    const fix = { id: `f${round}.${i}`, kind: 'location', customer: signal!.customer, at, value };
    return [fix, { ...signal, id: `s${round}.${i}`, at }].map((one) => Buffer.from(JSON.stringify(one)));
  });
}
