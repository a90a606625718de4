import type { Signal } from '../../sdk/protocol.ts';
import type { Outcome } from '../outcomes/contract.ts';

/** What became of one arrival: told once it is stored, and only then. */
export type ArrivalResult = 'accepted' | 'duplicate' | Rejected;

/** `again`: nothing is wrong with the signal, it could not be stored; the sender is asked to send it once more. */
export interface Rejected {
  readonly rejected: string;
  readonly again?: boolean;
}

export type Repeats = 'never' | 'same-time';

/** A checked signal on its way in. */
export interface Arrival {
  readonly signal: Signal;
  /** Wall clock, milliseconds with fractions. */
  readonly receivedAt: number;
  /**
   * What a repeat of it would be like. `never`: its id was made here, so there is none. `same-time`: it would have the same time. Absent: the
   * same id, at any time.
   */
  readonly repeats?: Repeats | undefined;
  /** Called exactly once, also when the engine stops. Must not throw. */
  settle(verdict: ArrivalResult): void;
}

/** Where signals go in. */
export interface Intake {
  /** False: too far behind, nothing was taken, try again later. All or nothing. */
  offer(arrivals: readonly Arrival[]): boolean;
  /** Accepted by `offer`, not yet settled. */
  readonly waiting: number;
}

/** Who watches the pipeline. Called per batch, never awaited; must not throw. */
export interface PipelineProbe {
  passed(stage: string, signals: number, tookMs: number): void;
  failed(stage: string, signals: number, cause: unknown): void;
  /** `elapsedMs`: from the receipt of the signal. */
  settled(kind: string, verdict: 'accepted' | 'duplicate' | 'rejected', elapsedMs: number): void;
  /** A row was stored: a decision was taken, a message queued, a receipt came. */
  happened(outcome: Outcome): void;
}
