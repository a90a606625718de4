import type { Channel } from '../../channels/contract.ts';
import type { Signal } from '../../sdk/protocol.ts';
import { type Deciding, decide, resume } from '../../triggers/decide.ts';
import type { Decision } from '../../triggers/gates/contract.ts';
import type { Advance } from '../../triggers/state/advance.ts';
import type { CustomerState, Timer } from '../../triggers/state/contract.ts';
import { release } from '../../triggers/state/reservations.ts';
import { isPutOff, nextDueAt, takeDue } from '../../triggers/timers.ts';
import type { Change, Loaded } from '../context/contract.ts';
import type { Live } from '../definitions/contract.ts';
import type { DeliveryJob } from '../dispatch/contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import { outcomeLine, signalLine } from '../outcomes/lines.ts';
import { compose } from './compose.ts';
import type { Arrival } from './contract.ts';
import { decisionRows, failedRow, receiptRow, type When } from './rows.ts';

/** The kind of an arrival that only says: this customer has a timer due. Never comes from outside. */
export const TICK = 'timer';

/** What a lane needs to take one customer through their arrivals. Of one instant: the same for a whole batch. */
export interface Around {
  readonly live: Live;
  readonly deciding: Deciding;
  readonly advance: Advance;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly now: number;
  readonly wallAt: number;
}

/** One customer's share of a batch, decided: what to write, and what to tell. */
export interface Advanced {
  readonly change: Change;
  readonly outcomes: readonly Outcome[];
  /** By position in the arrivals. */
  readonly repeats: ReadonlySet<number>;
}

/**
 * Takes one customer through their arrivals in order, timers in between at their own time, and collects every effect in one
 * change. No I/O: run again from a fresh state it gives the same.
 */
export function advanceCustomer({ state, revision }: Loaded, arrivals: readonly Arrival[], around: Around): Advanced {
  const effects = new Effects(around);
  const dueBefore = nextDueAt(state);
  const repeats = new Set<number>();
  arrivals.forEach((arrival, index) => {
    const { signal, receivedAt } = arrival;
    fireDue(state, signal.kind === TICK ? around.now : Math.min(signal.at, around.now), receivedAt, effects);
    if (signal.kind === TICK) return;
    const advanced = around.advance(state, signal, around.live.places, around.now);
    if (advanced.repeat) {
      repeats.add(index);
      return;
    }
    effects.rows.push(signalLine({ signal, receivedAt, late: advanced.late }));
    const when = { at: around.now, wallAt: around.wallAt, receivedAt };
    if (signal.kind === 'message') effects.record(receiptRow(signal, state, when));
    effects.carryOut(decide(state, signal, advanced.stimuli, around.deciding), when);
  });
  const { rows, jobs, outcomes } = effects;
  const dueAt = nextDueAt(state);
  // A tick was handed out under a lease: what is still armed must be set to its true time again.
  const isAsBefore = dueAt === dueBefore && !arrivals.some(({ signal }) => signal.kind === TICK);
  return {
    change: { customer: state.id, revision, state, nextDueAt: isAsBefore ? 'as-before' : dueAt, rows, jobs },
    outcomes,
    repeats,
  };
}

// A timer that arms another one due at once must not hold a lane for ever.
const MOST_TIMERS_AT_ONCE = 1_000;

function fireDue(state: CustomerState, upTo: number, receivedAt: number, effects: Effects): void {
  for (let fired = 0; fired < MOST_TIMERS_AT_ONCE; fired++) {
    const timer = takeDue(state, upTo);
    if (!timer) return;
    const { now, wallAt, deciding } = effects.around;
    const decisions = isPutOff(timer)
      ? resume(state, timer, deciding)
      : decide(state, timerSignal(state.id, timer), [{ type: 'timer', ...timer }], deciding);
    effects.carryOut(decisions, { at: now, wallAt, receivedAt });
  }
}

/** The signal that a timer stands for; its id is the same whenever and wherever it fires. */
function timerSignal(customer: string, { trigger, key, dueAt }: Timer): Signal {
  return { id: `timer:${customer}:${trigger}:${key}:${dueAt}`, kind: TICK, customer, at: dueAt, value: {} };
}

class Effects {
  readonly around: Around;
  readonly rows: string[] = [];
  readonly jobs: DeliveryJob[] = [];
  readonly outcomes: Outcome[] = [];

  constructor(around: Around) {
    this.around = around;
  }

  record(outcome: Outcome | undefined): void {
    if (!outcome) return;
    this.outcomes.push(outcome);
    this.rows.push(outcomeLine(outcome));
  }

  carryOut(decisions: readonly Decision[], when: When): void {
    for (const decision of decisions) {
      for (const row of decisionRows(decision, when)) this.record(row);
      if (decision.result === 'send') this.write(decision, when);
    }
  }

  private write(decision: Extract<Decision, { result: 'send' }>, when: When): void {
    try {
      this.jobs.push(compose(decision, when.receivedAt, this.around.live, this.around.channels));
    } catch (cause) {
      release(decision.candidate.moment.state, decision.candidate.id);
      this.record(failedRow(decision, cause instanceof Error ? cause.message : String(cause), when));
    }
  }
}
