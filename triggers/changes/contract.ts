import type { Signal } from '../../sdk/protocol.ts';
import type { KnownValue } from '../state/contract.ts';

/** Where in a customer's state the value of a field is kept. */
export interface ValueLocation {
  /** Its name among the values. */
  readonly key: string;
  /** The path of the part that the field speaks of; absent: all of it. */
  readonly part?: string;
  /** No value: what happened, as signals of every kind tell it. */
  readonly isHistory?: true;
}

/** The change of one value by a signal. */
export interface ValueChange {
  /** The value now; undefined: not known. */
  readonly value: unknown;
  /**
   * The value last known before the signal, however old; the same value where the signal changed nothing. Undefined:
   * none.
   */
  readonly before: unknown;
  /** The memory of the operator's tracker before the signal; undefined: none. */
  readonly mark: unknown;
}

/** The memory of one value, or of past events. */
export interface Past {
  /** The value now; undefined: not known. */
  readonly value: unknown;
  /** When that was said; undefined: never. */
  readonly at: number | undefined;
  /** The memory of the operator's tracker; undefined: none. */
  readonly mark: unknown;
}

/**
 * A small memory that a condition needs of each customer. Kept only while something live asks for it, so it begins with
 * the first signal after that.
 */
export interface Tracker {
  /** Tells it from the operator's other trackers on the same field, such as `<20+5`. */
  readonly key: string;
  /** Returns the memory after a signal; JSON, small; undefined keeps the one before. Pure and total. */
  advance(mark: unknown, seen: TrackerView): unknown;
}

/** A signal as a tracker sees it. Of a kept value it sees only signals that set it. */
export interface TrackerView {
  readonly signal: Signal;
  /** The part of the value before and now, with its times; both undefined where the tracker is not about a value. */
  readonly before: KnownValue | undefined;
  readonly now: KnownValue | undefined;
  /** Nothing was ever heard of the customer before. */
  readonly isFirst: boolean;
}

/** The part of a customer's past that one condition needs: a value and a memory of it, or messages. */
export interface TrackedPast {
  readonly kept?: ValueLocation;
  /** Under which name its memory is kept; absent: only its change is asked for. */
  readonly markKey?: string;
  readonly tracker?: Tracker;
  /** How long messages must be kept for it. */
  readonly keepMessagesMs?: number;
}

/**
 * The values and marks that a signal replaced: a list with the old one, or an empty list where there was none. JSON.
 */
export type ValuesBefore = Readonly<Record<string, readonly unknown[]>>;

/** Everything that what is live wants remembered. Frozen; made once for each publish. */
export interface Tracking {
  /** The values that signals of this kind may set. Empty for most. */
  of(kind: string): readonly TrackedValue[];
  /** The marks that conditions ask for. */
  readonly marks: ReadonlySet<string>;
  /** How long messages are kept for conditions. */
  readonly keepMessagesMs: number;
}

/** One of the values that a signal may set, with all that trackers remember of it. */
export interface TrackedValue {
  readonly kept: ValueLocation;
  readonly trackers: readonly { readonly markKey: string; readonly part?: string; readonly tracker: Tracker }[];
}

/** Marks that one customer may have: distinct trackers of all that is live. */
export const MOST_TRACKERS = 100;
