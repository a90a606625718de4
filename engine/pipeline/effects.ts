import { goOnAtOnce } from '../../triggers/deciding/fall-back.ts';
import type { Decision, Reason } from '../../triggers/gates/contract.ts';
import { notWritten } from '../../triggers/reasons/stops.ts';
import type { Journal } from '../../triggers/state/contract.ts';
import type { MessageState } from '../../triggers/state/message-states.ts';
import { release } from '../../triggers/state/reservations.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Outcome, Row, Times } from '../outcomes/contract.ts';
import { decisionRows, failedRow } from '../outcomes/rows.ts';
import { compose, type Send } from './compose.ts';
import type { BatchView } from './contract.ts';
import { hearEnd, MOST_DEEP } from './hear-end.ts';
import { momentFacts } from './moment-facts.ts';

/**
 * Collects what one customer's arrivals bring about, to be written in one change: rows, messages and the outcomes among
 * the rows.
 */
export class Effects {
  readonly rows: Row[] = [];
  readonly jobs: DeliveryJob[] = [];
  readonly outcomes: Outcome[] = [];
  readonly #view: BatchView;
  readonly #journal: Journal;
  /** How many ends of matches led to the decisions at hand. */
  #depth = 0;

  constructor(view: BatchView, journal: Journal) {
    this.#view = view;
    this.#journal = journal;
  }

  /** Adds a row of a decision's or a delivery's life. */
  addOutcome(outcome: Outcome): void {
    this.outcomes.push(outcome);
    this.rows.push(outcome);
  }

  /** Writes the messages of these decisions and records every step; lets the customer hear of matches that end here. */
  carryOut(decisions: readonly Decision[], times: Times): void {
    for (const decision of decisions) {
      for (const row of decisionRows(decision, times, momentFacts(decision, this.#view.live))) this.addOutcome(row);
      if (decision.result === 'send') this.#write(decision, times);
      else if (decision.result !== 'deferred' && !decision.isAside)
        this.#tellEnd(decision, decision.result, decision.reason, times);
    }
  }

  #write(decision: Send, times: Times): void {
    const { live, channels } = this.#view;
    try {
      this.jobs.push(compose(decision, times.receivedAt, live, channels));
    } catch (cause) {
      const reason = notWritten(cause instanceof Error ? cause.message : String(cause));
      release(decision.candidate.moment.state, decision.candidate.id);
      goOnAtOnce(decision.candidate);
      this.addOutcome(failedRow(decision, reason, times));
      this.#tellEnd(decision, 'failed', reason, times);
    }
  }

  /** Makes the end of a match a signal for the triggers that go by it, in the same change. */
  #tellEnd(decision: Decision, became: MessageState, reason: Reason, times: Times): void {
    if (this.#depth === MOST_DEEP) return;
    const heard = hearEnd(decision, became, reason, this.#view.now, this.#view, this.#journal);
    if (!heard) return;
    this.rows.push({ signal: heard.signal, receivedAt: times.receivedAt, late: heard.late });
    this.#depth++;
    this.carryOut(heard.decisions, times);
    this.#depth--;
  }
}
