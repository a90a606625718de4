import type { Signal } from '../../sdk/protocol.ts';
import type { Match, Origin, Stimulus, Trigger, World } from '../../triggers/contract.ts';
import { timerOrigin } from '../../triggers/deciding/origins.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import { buildMatcher } from '../../triggers/matcher.ts';
import { endSilence, SILENCE } from '../../triggers/places/beacons.ts';
import type { Place, PlacesIndex } from '../../triggers/places/contract.ts';
import { compileTrigger } from '../../triggers/reading/compile-trigger.ts';
import { parseTrigger } from '../../triggers/reading/definition.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { keepMemory, memoryOf } from '../../triggers/state/memory.ts';
import { takeDue } from '../../triggers/state/timers.ts';
import { loadVocabulary } from '../../triggers/vocabulary/vocabulary.ts';
import { watchesOf } from '../../triggers/waking/watches.ts';
import { BERLIN, FAR_AWAY, THURSDAY_EVENING } from './moments.ts';

const vocabulary = await loadVocabulary();
const advance = createAdvance(vocabulary.signals);

/** A moment that a trigger woke for. */
export interface Woken {
  readonly at: number;
  readonly place: string | undefined;
  readonly origin: Origin;
}

/** One trigger and one customer, as the engine takes them through signals: timers in between, at their own time. */
export interface WakerRun {
  readonly state: CustomerState;
  /** What it woke for, in order. */
  readonly woken: readonly Woken[];
  /** When it woke, in seconds after the start of all tests. */
  readonly seconds: readonly number[];
  readonly memory: unknown;
  /** Remembers something else instead. */
  remember(memory: unknown): void;
  /** A signal, `seconds` after the start; older than the last one when it comes out of order. */
  signal(seconds: number, kind: string, value?: Signal['value']): void;
  event(seconds: number, name: string, properties?: Readonly<Record<string, unknown>>): void;
  /** The customer is at this latitude; see `places`. */
  fix(seconds: number, lat: number): void;
  /** Time goes on without a signal. */
  tick(seconds: number): void;
  /** The waker is stepped by its timer of this key, as a publish does. */
  step(seconds: number, key: string): void;
  /** Is published anew with other arguments. */
  publish(on: unknown): void;
  readonly trigger: Trigger;
}

export interface WakerRunOptions {
  readonly places?: PlacesIndex;
  readonly world?: World;
  readonly state?: CustomerState;
  readonly start?: number;
}

const NOWHERE: PlacesIndex = { places: new Map(), holding: () => [], ...FAR_AWAY };

/** Problems with what stands under `on`. */
export function problemsWith(on: unknown): readonly string[] {
  const parsed = parseTrigger('t.yaml', bodyOf(on), vocabulary);
  return 'problems' in parsed ? parsed.problems.map(({ path, expected }) => `${path}: ${expected}`) : [];
}

/** Compiles a trigger on `on`, the way a publish does. Throws what it would be refused for. */
export function triggerOn(on: unknown, version = 1): Trigger {
  const parsed = parseTrigger('t.yaml', bodyOf(on), vocabulary);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return compileTrigger(parsed.definition, version, vocabulary);
}

/** Begins a run. */
export function runOf(on: unknown, options: WakerRunOptions = {}): WakerRun {
  const { places = NOWHERE, world = BERLIN, state = emptyState('c1'), start = THURSDAY_EVENING } = options;
  let trigger = triggerOn(on);
  let matcher = buildMatcher([trigger], places.places);
  let now = start;
  let sent = 0;
  const woken: Woken[] = [];
  const match = (origin: Origin, signal: Signal | undefined, stimulus: Stimulus) => {
    const found: Match[] = [];
    const place = 'place' in stimulus ? stimulus.place : undefined;
    matcher.match({ at: origin.at, origin, signal, stimulus, state, place, places, world }, found);
    for (const { moment } of found) woken.push({ at: moment.at, place: moment.place?.id, origin });
  };
  const timer = (at: number, key: string) => {
    const due = { trigger: 't', key, dueAt: at };
    match(timerOrigin(state.id, due), undefined, { type: 'timer', ...due });
  };
  const fireUpTo = (at: number) => {
    for (let due = takeDue(state, at); due; due = takeDue(state, at)) {
      if (due.trigger !== SILENCE) timer(due.dueAt, due.key);
      else for (const left of endSilence(state, due, places)) match(timerOrigin(state.id, due), undefined, left);
    }
  };
  return {
    state,
    woken,
    get seconds() {
      return woken.map(({ at }) => (at - start) / 1_000);
    },
    get memory() {
      return memoryOf(trigger, state);
    },
    get trigger() {
      return trigger;
    },
    remember: (memory) => keepMemory(trigger, state, memory),
    signal(seconds, kind, value = {}) {
      const at = start + seconds * 1_000;
      now = Math.max(now, at);
      fireUpTo(at);
      const signal: Signal = { id: `s${sent++}`, kind, customer: state.id, at, value };
      const advanced = advance(state, signal, places, now, watchesOf([trigger]));
      if (!advanced.repeat) for (const stimulus of advanced.stimuli) match(signal, signal, stimulus);
    },
    event(seconds, name, properties = {}) {
      this.signal(seconds, 'event', { name, properties });
    },
    fix(seconds, lat) {
      // Taken at its word: whole latitudes are far apart.
      this.signal(seconds, 'location', { lat, lon: 0 });
    },
    tick(seconds) {
      now = Math.max(now, start + seconds * 1_000);
      fireUpTo(now);
    },
    step: (seconds, key) => timer(start + seconds * 1_000, key),
    publish(changed) {
      trigger = triggerOn(changed, trigger.version + 1);
      matcher = buildMatcher([trigger], places.places);
    },
  };
}

/** Places that hold whole latitudes: `lat: 1.5` is in the first. */
export function stripes(...places: readonly Place[]): PlacesIndex {
  return {
    places: new Map(places.map((place) => [place.id, place])),
    holding: ({ lat }) => places.filter((_, i) => lat >= i + 1 && lat < i + 2),
    ...FAR_AWAY,
  };
}

function bodyOf(on: unknown): unknown {
  return { name: 't', on, message: { template: 'x', purpose: 'offers' } };
}
