import type { Channel } from '../../channels/contract.ts';
import type { Signal } from '../../sdk/protocol.ts';
import type { AddressOf, Answer, Moment, World } from '../../triggers/contract.ts';
import { askAllGates } from '../../triggers/deciding/ask-all.ts';
import { channelsFor } from '../../triggers/deciding/channel-order.ts';
import type { DecisionInputs } from '../../triggers/deciding/contract.ts';
import { decide } from '../../triggers/deciding/decide.ts';
import { GATES } from '../../triggers/deciding/order.ts';
import type { Decision } from '../../triggers/gates/contract.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import { type CustomerState, emptyState } from '../../triggers/state/contract.ts';
import { mergeByWakers } from '../../triggers/state/memory.ts';
import { isLate, TIME_RULE } from '../../triggers/time/lateness.ts';
import { zoneOf } from '../../triggers/time/zone.ts';
import type { Vocabulary } from '../../triggers/vocabulary/contract.ts';
import { observeTrigger } from '../../triggers/waking/observe-trigger.ts';
import type { Live } from '../definitions/contract.ts';
import { buildOwnMatcher } from '../definitions/own-matcher.ts';
import { workspaceViewOf } from '../definitions/workspace-view.ts';
import { addressOf } from '../pipeline/compose.ts';
import { hearSignal } from '../pipeline/hear.ts';
import type { Assumption, BackTestReport, RecordedBatch } from './contract.ts';
import { createEndings, isOfThen } from './endings.ts';
import { notesOf } from './notes.ts';
import { createOverlaps } from './overlaps.ts';
import { recordedWorld } from './recorded-world.ts';
import { createStates } from './states.ts';
import { Tally } from './tally.ts';
import { createWaking } from './waking.ts';
import { createWhyNot } from './why-not.ts';

export interface BackTestParts {
  /** The live definitions with the tested trigger among them. */
  readonly live: Live;
  /** The name of the tested trigger. */
  readonly trigger: string;
  readonly vocabulary: Vocabulary;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly zoneAt: World['zoneAt'];
  readonly assume: ReadonlySet<Assumption>;
  /** The time within which a message of another trigger to the same customer counts as overlap. */
  readonly windowMs: number;
  /** The most customers in memory; signals of others are passed over. */
  readonly mostCustomers: number;
  /** For a recording from the store: the decimals of a degree that are stored there. */
  readonly positionDecimals?: number;
  /** The start of the recording; absent: its first signal. */
  readonly from?: number;
  /** The signals about the world from before the recording; absent: none. */
  readonly worldBefore?: readonly Signal[];
  /** Returns a customer's state before the first signal; absent: empty. */
  readonly begin?: (customer: string) => CustomerState;
}

/** A running back-test. */
export interface BackTest {
  take(batch: RecordedBatch): void;
  /** Runs the time to the end of the recording and returns the report. */
  report(tookMs: number): BackTestReport;
}

const MOST_REASONS = 5;

/**
 * Creates a back-test. It runs recorded signals through the live functions, on the signals' own time: they advance
 * customers, fire timers, match and ask the gates, with the tested trigger beside the live ones. It renders, queues and
 * stores nothing.
 */
export async function createBackTest(parts: BackTestParts): Promise<BackTest> {
  const { live, trigger: name, vocabulary, channels, assume, windowMs } = parts;
  const { signals: kinds } = vocabulary;
  const written = live.matcher.triggers.get(name)!;
  // In shadow mode too: the question is what it would do.
  const tested = { ...written, definition: { ...written.definition, shadow: false } };
  const world = recordedWorld(live.workspace.zone, parts.zoneAt, kinds);
  const known = (state: CustomerState, channel: string) => addressOf(state, channels.get(channel), live);
  const addresses: AddressOf = assume.has('reach') ? (state, channel) => known(state, channel) ?? 'assumed' : known;
  const counts = { tested: 0, repeats: 0, late: 0, refused: 0, passedOver: 0 };
  const reasons: string[] = [];
  const woken = { times: 0, yes: 0, no: 0, unknown: 0 };
  const tally = new Tally();
  const whyNot = createWhyNot(tested.definition.when, vocabulary);
  const overlaps = createOverlaps(name, windowMs);
  const begin = (customer: string) => {
    const state = parts.begin?.(customer) ?? emptyState(customer);
    if (assume.has('consent'))
      state.consents = { '*:*': { granted: true, at: 0, source: 'assumed' }, ...state.consents };
    return state;
  };
  const states = createStates(kinds, parts.mostCustomers, begin, mergeByWakers(live.matcher.triggers));
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;

  const asked = (moment: Moment, answer: Answer) => {
    // Asked again when it had waited: counted the first time.
    if (moment.at !== moment.origin.at) return;
    woken.times += 1;
    if (answer) {
      woken.yes += 1;
      const inputs = { at: moment.at, zone: zoneOf(moment), workspace: live.workspace, addressOf: addresses, won: [] };
      const possible = channelsFor(tested.definition, moment.state, live.workspace);
      tally.say(askAllGates({ id: '', trigger: tested, moment, channels: possible }, inputs));
      return;
    }
    if (answer === false) woken.no += 1;
    else woken.unknown += 1;
    whyNot.take(moment);
  };
  const watched = observeTrigger(tested, { asked });
  const triggers = Array.from(live.matcher.triggers.values(), (one) => (one === written ? watched : one));
  const inputs: DecisionInputs = {
    ...workspaceViewOf(live, addresses),
    matcher: await buildOwnMatcher(triggers, live),
    places: live.places,
    world,
  };
  const hearing = { live, inputs, advance: createAdvance(kinds) };
  const decided = (decisions: readonly Decision[], state: CustomerState) => {
    if (decisions.length === 0) return;
    for (const decision of decisions) if (decision.candidate.trigger.definition.name === name) tally.take(decision);
    overlaps.take(decisions, state);
    ended(decisions);
  };
  const ended = createEndings(hearing, decided);
  const { changeAt } = world;
  const begunAt = parts.from ?? 0;
  const waking = createWaking({ inputs, changeAt, states, decided, from: begunAt });
  for (const signal of parts.worldBefore ?? []) world.take(signal);
  let worldAt = 0;

  const take = (signal: Signal, cameLate: boolean) => {
    if (signal.at < from) from = signal.at;
    if (signal.at > to) to = signal.at;
    if (kinds.get(signal.kind)?.about === 'world') {
      counts.tested += 1;
      if (signal.at > worldAt) worldAt = signal.at;
      const seen = world.take(signal);
      if (!cameLate && !isLate(signal.at, worldAt)) waking.happened(seen);
      return;
    }
    const state = states.of(signal);
    if (!state) {
      counts.passedOver += 1;
      return;
    }
    counts.tested += 1;
    waking.liveUntil(state, signal.at);
    if (isOfThen(signal, name, state, begunAt)) return;
    // A recording has no clock: a customer's newest signal tells their time.
    const now = cameLate ? signal.at + TIME_RULE.lateMs + 1 : Math.max(signal.at, state.lastAt);
    const advanced = hearSignal(state, signal, now, hearing);
    if (advanced.repeat) {
      counts.repeats += 1;
      return;
    }
    if (advanced.late) counts.late += 1;
    waking.heardOf(state);
    decided(decide(state, signal, advanced.stimuli, inputs, advanced.before), state);
  };

  return {
    take({ signals, late, refused }) {
      counts.refused += refused.length;
      if (reasons.length < MOST_REASONS) reasons.push(...refused.slice(0, MOST_REASONS - reasons.length));
      for (const signal of signals) take(signal, late?.has(signal) ?? false);
    },
    report(tookMs) {
      if (from <= to) for (const state of states.all()) waking.liveUntil(state, to);
      const { matches, sends, heldBack, expired } = tally;
      return {
        trigger: name,
        signals: { ...counts, reasons },
        zone: live.workspace.zone,
        ...(from <= to && { from, to }),
        customers: states.count,
        woken,
        conditions: whyNot.list(),
        matches,
        matchedCustomers: tally.matchedCustomers,
        sends,
        sentCustomers: tally.sentCustomers,
        channels: tally.channels,
        heldBack,
        expired,
        waiting: matches - sends - heldBack - expired,
        gates: tally.gates(GATES.map(({ name: gate }) => gate)),
        overlaps: overlaps.list(),
        windowMs,
        spans: tally.spans.list(),
        spanMs: tally.spans.lengthMs,
        who: tally.who(),
        samples: tally.samples,
        notes: notesOf({
          ...parts,
          passedOver: counts.passedOver,
          definition: written.definition,
          follows: written.waker.follows,
        }),
        tookMs,
      };
    },
  };
}
