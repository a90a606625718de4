import type { Channel } from '../../channels/contract.ts';
import type { Signal } from '../../sdk/protocol.ts';
import type { AddressOf, Trigger, World } from '../../triggers/contract.ts';
import { GATES } from '../../triggers/deciding/order.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { mergeByWakers } from '../../triggers/state/memory.ts';
import type { Vocabulary } from '../../triggers/vocabulary/contract.ts';
import type { Live } from '../definitions/contract.ts';
import { buildOwnMatcher } from '../definitions/own-matcher.ts';
import { workspaceViewOf } from '../definitions/workspace-view.ts';
import { addressOf } from '../pipeline/compose.ts';
import type { Assumption, BackTestObserver, BackTestReport, RecordedBatch } from './contract.ts';
import { notesOf } from './notes.ts';
import { createRecordedLife } from './recorded-life.ts';
import { recordedWorld } from './recorded-world.ts';
import { SignalCounts } from './signal-counts.ts';
import { createStates } from './states.ts';
import { createTestedTrigger, type TestedTrigger } from './tested-trigger.ts';

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
  /** Sees what the tested trigger does one by one; absent: only the counts are kept. */
  readonly observer?: BackTestObserver;
}

/** A running back-test. */
export interface BackTest {
  take(batch: RecordedBatch): void;
  /** Runs the time to the end of the recording and returns the report. */
  report(tookMs: number): BackTestReport;
}

/**
 * Creates a back-test. It runs recorded signals through the live functions, on the signals' own time: they advance
 * customers, fire timers, match and ask the gates, with the tested trigger beside the live ones. It renders, queues and
 * stores nothing.
 */
export async function createBackTest(parts: BackTestParts): Promise<BackTest> {
  const { live, trigger: name, vocabulary, windowMs } = parts;
  const { signals: kinds } = vocabulary;
  const trigger = live.matcher.triggers.get(name)!;
  const reach = assumeReach(parts);
  const { observer = {} } = parts;
  const tested = createTestedTrigger({ trigger, live, vocabulary, addressOf: reach, windowMs, observer });
  const triggers = Array.from(live.matcher.triggers.values(), (one) => (one === trigger ? tested.observed : one));
  const world = recordedWorld(live.workspace.zone, parts.zoneAt, kinds);
  for (const signal of parts.worldBefore ?? []) world.take(signal);
  const matcher = await buildOwnMatcher(triggers, live);
  const inputs = { ...workspaceViewOf(live, reach), matcher, places: live.places, world };
  const states = createStates(kinds, parts.mostCustomers, assumeConsent(parts), mergeByWakers(live.matcher.triggers));
  const advance = createAdvance(kinds);
  const from = parts.from ?? 0;
  const life = createRecordedLife({
    live,
    kinds,
    inputs,
    advance,
    world,
    states,
    tested: name,
    from,
    decided: tested.take,
    met: (goals) => tested.tally.meet(goals.filter((goal) => goal.trigger === name)),
  });
  const counts = new SignalCounts();
  return {
    take({ signals, late, refused }) {
      counts.refuse(refused);
      for (const signal of signals) counts.take(signal, life.take(signal, late?.has(signal) ?? false));
    },
    report(tookMs) {
      if (counts.period) life.end(counts.period.to);
      return reportOf(parts, trigger, tested, counts, states.count, tookMs);
    },
  };
}

/** Returns the address of a customer for a channel, or one that is assumed. */
function assumeReach({ live, channels, assume }: BackTestParts): AddressOf {
  const known: AddressOf = (state, channel) => addressOf(state, channels.get(channel), live);
  return assume.has('reach') ? (state, channel) => known(state, channel) ?? 'assumed' : known;
}

/** Returns a customer's state before the first signal, with a consent to everything where that is assumed. */
function assumeConsent({ begin, assume }: BackTestParts): (customer: string) => CustomerState {
  return (customer) => {
    const state = begin?.(customer) ?? emptyState(customer);
    if (assume.has('consent'))
      state.consents = { '*:*': { granted: true, at: 0, source: 'assumed' }, ...state.consents };
    return state;
  };
}

function reportOf(
  parts: BackTestParts,
  { definition, waker }: Trigger,
  { woken, tally, whyNot, overlaps }: TestedTrigger,
  { period, figures }: SignalCounts,
  customers: number,
  tookMs: number,
): BackTestReport {
  const { matches, sends, heldBack, expired } = tally;
  return {
    trigger: parts.trigger,
    signals: figures,
    zone: parts.live.workspace.zone,
    ...period,
    customers,
    woken,
    conditions: whyNot.list(),
    matches,
    matchedCustomers: tally.matchedCustomers,
    sends,
    sentCustomers: tally.sentCustomers,
    channels: tally.channels,
    ...(Object.keys(tally.variants).length > 0 && { variants: tally.variants }),
    heldBack,
    expired,
    waiting: matches - sends - heldBack - expired,
    gates: tally.gates(GATES.map(({ name: gate }) => gate)),
    goals: tally.goals(),
    overlaps: overlaps.list(),
    windowMs: parts.windowMs,
    spans: tally.spans.list(),
    spanMs: tally.spans.lengthMs,
    who: tally.who(),
    samples: tally.samples,
    notes: notesOf({ ...parts, passedOver: figures.passedOver, definition, follows: waker.follows }),
    tookMs,
  };
}
