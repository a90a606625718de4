import { decide } from '../../triggers/deciding/decide.ts';
import { begin, fireDue, TICK } from '../../triggers/deciding/fire-due.ts';
import type { Decision, Reason } from '../../triggers/gates/contract.ts';
import { notWritten } from '../../triggers/reasons/stops.ts';
import { forgetUnread } from '../../triggers/state/memory.ts';
import type { MessageState } from '../../triggers/state/message-states.ts';
import { release } from '../../triggers/state/reservations.ts';
import { awaitMore, nextDueAt } from '../../triggers/state/timers.ts';
import { WORLD } from '../../triggers/world/world-signal.ts';
import type { CustomerCommit, LoadedState } from '../context/contract.ts';
import { findMove, packWhereabouts } from '../context/whereabouts.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Outcome, Row, Times } from '../outcomes/contract.ts';
import { decisionRows, failedRow, receiptRow } from '../outcomes/rows.ts';
import { compose } from './compose.ts';
import type { Arrival, BatchView } from './contract.ts';
import { decideOnSignal, hearSignal } from './hear.ts';
import { hearEnd, MOST_DEEP } from './hear-end.ts';
import { movesOf } from './moves.ts';
import { tellOfWorld } from './tell-of-world.ts';

/** One customer's share of a batch, decided: what to write, and what to tell. */
export interface CustomerResult {
  /** Absent: nothing was changed, and nothing is to be written. */
  readonly change?: CustomerCommit;
  readonly outcomes: readonly Outcome[];
  /** By position in the arrivals. */
  readonly repeats: ReadonlySet<number>;
}

/**
 * Takes one customer through their arrivals in order, timers in between at their own time, and collects every effect in one
 * change. No I/O: run again from a fresh state it gives the same. `recalled`: ids of signals that the state has forgotten, and are repeats.
 */
export function advanceCustomer(
  { state, revision }: LoadedState,
  arrivals: readonly Arrival[],
  view: BatchView,
  recalled?: ReadonlySet<string>,
): CustomerResult {
  const effects = new Effects(view);
  const dueBefore = nextDueAt(state);
  const before = packWhereabouts(state);
  let repeats: Set<number> | undefined;
  let unconcerned = 0;
  let isLeased = false;
  let isHeard = false;
  for (let index = 0; index < arrivals.length; index++) {
    const { signal, receivedAt, repeats: repeating } = arrivals[index]!;
    const upTo = signal.kind === TICK ? view.now : Math.min(signal.at, view.now);
    const when: SignalEffects = { at: view.now, wallAt: view.wallAt, receivedAt, effects };
    const isTold = signal.kind === TICK || signal.kind === WORLD;
    fireDue(state, upTo, view.inputs, carryOut, when, isTold ? 'clock' : 'signal');
    if (signal.kind === TICK) {
      const { begin: triggers } = signal.value as { readonly begin?: readonly string[] };
      if (!triggers) isLeased = true;
      else if (!begin(state, triggers, view.now, view.inputs, carryOut, when)) unconcerned++;
      continue;
    }
    if (signal.kind === WORLD) {
      const told = tellOfWorld(state, signal, view.changeAt);
      if (told) carryOut(decide(state, told.signal, [{ type: 'world', change: told.change }], view.inputs), when);
      else unconcerned++;
      continue;
    }
    const isRecalled = recalled?.has(signal.id) === true;
    const advanced = isRecalled ? REPEAT : hearSignal(state, signal, view.now, view, repeating !== 'never');
    if (advanced.repeat) {
      repeats ??= new Set();
      repeats.add(index);
      continue;
    }
    if (!advanced.late) isHeard = true;
    const { late, stimuli } = advanced;
    const { positionDecimals } = view;
    effects.tellRow({ signal, receivedAt, late, positionDecimals, moves: movesOf(stimuli) });
    if (signal.kind === 'message') effects.record(receiptRow(signal, state, when));
    effects.carryOut(decideOnSignal(state, signal, advanced, view), when);
  }
  const { rows = NOTHING, jobs = NOTHING, outcomes = NOTHING } = effects;
  if (isHeard) awaitMore(state, view.now);
  const dueAt = nextDueAt(state);
  // A tick was handed out under a lease: what is still armed must be set to its true time again.
  const isAsBefore = dueAt === dueBefore && !isLeased;
  if (unconcerned === arrivals.length && isAsBefore && rows.length === 0) return { outcomes, repeats: NO_REPEATS };
  const { revision: definitions, matcher } = view.live;
  if (state.definitions !== definitions) {
    forgetUnread(state, matcher.triggers);
    state.definitions = definitions;
  }
  return {
    change: {
      customer: state.id,
      revision,
      state,
      nextDueAt: isAsBefore ? 'as-before' : dueAt,
      rows,
      jobs,
      movedTo: findMove(state, before),
    },
    outcomes,
    repeats: repeats ?? NO_REPEATS,
  };
}

const NOTHING: readonly never[] = Object.freeze([]);
const REPEAT = { repeat: true } as const;
const NO_REPEATS: ReadonlySet<number> = new Set();

/** When something was decided, and what collects it. */
interface SignalEffects extends Times {
  readonly effects: Effects;
}

// No closure in the customer's own function: one a customer is one more to collect.
function carryOut(decisions: readonly Decision[], occasion: SignalEffects): void {
  occasion.effects.carryOut(decisions, occasion);
}

class Effects {
  readonly view: BatchView;
  // Most customers have one row and nothing else; a list that grows makes room for seventeen.
  rows: Row[] | undefined;
  jobs: DeliveryJob[] | undefined;
  outcomes: Outcome[] | undefined;
  #depth = 0;

  constructor(view: BatchView) {
    this.view = view;
  }

  record(outcome: Outcome | undefined): void {
    if (!outcome) return;
    this.outcomes = append(this.outcomes, outcome);
    this.tellRow(outcome);
  }

  tellRow(row: Row): void {
    this.rows = append(this.rows, row);
  }

  carryOut(decisions: readonly Decision[], when: Times): void {
    for (const decision of decisions) {
      for (const row of decisionRows(decision, when)) this.record(row);
      if (decision.result === 'send') this.write(decision, when);
      else if (decision.result !== 'deferred' && !decision.isAside)
        this.tell(decision, decision.result, decision.reason, when);
    }
  }

  private write(decision: Extract<Decision, { result: 'send' }>, when: Times): void {
    try {
      this.jobs = append(this.jobs, compose(decision, when.receivedAt, this.view.live, this.view.channels));
    } catch (cause) {
      const reason = notWritten(cause instanceof Error ? cause.message : String(cause));
      release(decision.candidate.moment.state, decision.candidate.id);
      this.record(failedRow(decision, reason, when));
      this.tell(decision, 'failed', reason, when);
    }
  }

  /** A match that ends here is a signal for the triggers that go by it, in the same change. Nobody else hears of it. */
  private tell(decision: Decision, became: MessageState, reason: Reason, when: Times): void {
    if (this.#depth === MOST_DEEP) return;
    const heard = hearEnd(decision, became, reason, this.view.now, this.view);
    if (!heard) return;
    this.tellRow({ signal: heard.signal, receivedAt: when.receivedAt, late: heard.late });
    this.#depth++;
    this.carryOut(heard.decisions, when);
    this.#depth--;
  }
}

function append<T>(to: T[] | undefined, one: T): T[] {
  if (!to) return [one];
  to.push(one);
  return to;
}
