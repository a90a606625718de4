import type { Channel } from '../../channels/contract.ts';
import type { Signal } from '../../sdk/protocol.ts';
import type { WorkspaceView, World } from '../../triggers/contract.ts';
import type { DecisionInputs } from '../../triggers/deciding/contract.ts';
import type { Advance } from '../../triggers/hearing/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import type { WorldChange } from '../../triggers/world/contract.ts';
import type { Unsubscription } from '../access/contract.ts';
import type { Closable } from '../contract.ts';
import type { Live } from '../definitions/contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import type { WaveCause } from '../world/contract.ts';

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

/** What a change of the world is to somebody at a position; undefined: nothing that is known. */
export type ChangeAt = (
  cause: WaveCause,
  position: { readonly lat: number; readonly lon: number },
  at: number,
) => WorldChange | undefined;

/** What it takes to hear a signal as the live engine does. */
export interface AdvanceInputs {
  readonly live: Pick<Live, 'places' | 'watches' | 'tracking'>;
  readonly advance: Advance;
  readonly inputs: DecisionInputs;
}

/** What a lane needs to take one customer through their arrivals. Of one instant: the same for a whole batch. */
export interface BatchView {
  readonly live: Live;
  readonly inputs: DecisionInputs;
  readonly advance: Advance;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly changeAt: ChangeAt;
  readonly now: number;
  readonly wallAt: number;
  /** Decimals of a degree that are stored of a position. */
  readonly positionDecimals: number;
}

/** A fresh look at what is live, for people and for lanes. */
export interface LiveView {
  batchView(): BatchView;
  world(): World;
  addressOf(state: CustomerState, channel: string): string | undefined;
  workspaceView(): WorkspaceView;
}

/** Signals that the engine sends itself: what became of a delivery, that a message was shown or tapped, an unsubscription. */
export interface EngineSignals {
  /** Resolves when it is stored; tries again for as long as it cannot be. Its id makes a repeat a duplicate. */
  report(signal: Signal): Promise<void>;
  /** The same, with nobody waiting for it. So many are kept; what comes on top is lost, and said. */
  tell(signal: Signal): void;
  /** Somebody followed an unsubscribe link. */
  unsubscribe(unsubscription: Unsubscription): Promise<void>;
}

export interface Pipeline extends Intake, Closable {
  /** Lets signals of the engine's own in (timers, receipts): never refused, so bound them where they come from. */
  push(arrivals: readonly Arrival[]): void;
  /** Resolves when nothing is under way; says whether anything was. */
  idle(): Promise<boolean>;
}

export interface Clockwork extends Closable {
  /** Fires what is due now; says whether anything was. */
  look(): Promise<boolean>;
}
