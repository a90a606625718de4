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

/** The result of one arrival. `settle` gets it after the arrival is stored. */
export type ArrivalResult = 'accepted' | 'duplicate' | Rejected;

/** An arrival that was not stored. `again`: the signal is good, the store failed; the sender sends it once more. */
export interface Rejected {
  readonly rejected: string;
  readonly again?: boolean;
}

/**
 * How a repeat of a signal can be told. `never`: the engine made its id, so there is no repeat. `same-time`: a repeat
 * has the same id and the same time.
 */
export type Repeats = 'never' | 'same-time';

/** One thing that takes a customer through their lane: a checked signal, the clock, or a change of the world. */
export type Arrival = SignalArrival | TickArrival | WaveArrival;

interface Settled {
  /** Wall clock, milliseconds with fractions. */
  readonly receivedAt: number;
  /** Is called exactly once, also when the engine stops. Must not throw. */
  settle(result: ArrivalResult): void;
}

/** A signal on its way in. Only these are stored as signals. */
export interface SignalArrival extends Settled {
  readonly type: 'signal';
  readonly signal: Signal;
  /** Absent: a repeat has the same id, at any time. */
  readonly repeats?: Repeats | undefined;
}

/** Fires the customer's timers that are due by the clock. */
export interface TickArrival extends Settled {
  readonly type: 'tick';
  readonly customer: string;
  /** Triggers whose first timer waits for no signal: steps each once for this customer. Absent: none. */
  readonly begin?: readonly string[] | undefined;
}

/** Tells a customer of a change of the world, where it concerns them. */
export interface WaveArrival extends Settled {
  readonly type: 'wave';
  readonly customer: string;
  /** The wave's id: a customer hears each wave once. */
  readonly id: string;
  readonly at: number;
  readonly cause: WaveCause;
}

/** Takes arrivals from outside. */
export interface Intake {
  /** Takes all of the arrivals or none. False: the engine is too far behind and took none; try again later. */
  offer(arrivals: readonly Arrival[]): boolean;
  /** How many arrivals were taken and are not settled. */
  readonly waiting: number;
}

/** Watches the pipeline. Its functions are called for each batch and never awaited; they must not throw. */
export interface PipelineProbe {
  passed(stage: string, signals: number, tookMs: number): void;
  failed(stage: string, signals: number, cause: unknown): void;
  /** `kind`: of the signal, else `timer` or `world`. `elapsedMs`: since the arrival was received. */
  settled(kind: string, result: 'accepted' | 'duplicate' | 'rejected', elapsedMs: number): void;
  /** A row was stored: of a decision, a queued message or a receipt. */
  happened(outcome: Outcome): void;
}

/** Tells what a change of the world is at a position. Undefined: nothing is known of it there. */
export type ChangeAt = (
  cause: WaveCause,
  position: { readonly lat: number; readonly lon: number },
  at: number,
) => WorldChange | undefined;

/** Everything that advancing a customer by one signal reads besides the customer. */
export interface AdvanceInputs {
  readonly live: Pick<Live, 'places' | 'watches' | 'tracking'>;
  readonly advance: Advance;
  readonly inputs: DecisionInputs;
}

/**
 * Everything that taking customers through their arrivals reads besides them. One view, of one instant, serves a whole
 * batch.
 */
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

/** Gives views of the live definitions, the world and the clock. */
export interface LiveView {
  batchView(): BatchView;
  world(): World;
  addressOf(state: CustomerState, channel: string): string | undefined;
  workspaceView(): WorkspaceView;
}

/** Sends the engine's own signals: results of deliveries, messages shown or tapped, unsubscriptions. */
export interface EngineSignals {
  /**
   * Resolves when the signal is stored; tries for half a minute, then rejects. The signal's id makes a repeat a
   * duplicate.
   */
  report(signal: Signal): Promise<void>;
  /** Does the same without a promise. Ten thousand may wait; a further one is lost, and the log says so. */
  tell(signal: Signal): void;
  /** Resolves when an unsubscription by a link is stored. */
  unsubscribe(unsubscription: Unsubscription): Promise<void>;
}

/** Takes arrivals through their lanes: decides, writes, settles, and hands messages to the queue. */
export interface Pipeline extends Intake, Closable {
  /** Takes arrivals of the engine itself: ticks, receipts. They are never refused, so their source bounds them. */
  push(arrivals: readonly Arrival[]): void;
  /** Resolves when nothing is under way; says whether anything was. */
  idle(): Promise<boolean>;
}

/** Brings about what happens by the clock: due timers, messages that were put off, the sweep of the outbox. */
export interface Clockwork extends Closable {
  /** Fires the timers that are due now; says whether there were any. */
  look(): Promise<boolean>;
}
