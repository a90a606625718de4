import type { Signal } from '../../sdk/protocol.ts';

/** What became of one arrival: told once it is stored, and only then. */
export type Verdict = 'accepted' | 'duplicate' | { readonly rejected: string };

/** A checked signal on its way in. */
export interface Arrival {
  readonly signal: Signal;
  /** Whether the client chose the id; only then can a repeat be recognised. */
  readonly ownId: boolean;
  /** Wall clock, milliseconds with fractions. */
  readonly receivedAt: number;
  /** Called exactly once, also when the engine stops. Must not throw. */
  settle(verdict: Verdict): void;
}

/** Where signals go in. */
export interface Intake {
  /** False: too far behind, nothing was taken, try again later. All or nothing. */
  offer(arrivals: readonly Arrival[]): boolean;
  /** Accepted by `offer`, not yet settled. */
  readonly waiting: number;
}
