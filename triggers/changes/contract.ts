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

/** What a signal made of one value. */
export interface ValueChange {
  /** What it is now; undefined: not known. */
  readonly value: unknown;
  /** What was last known before the signal, however old; the value itself where the signal changed nothing. Undefined: nothing. */
  readonly before: unknown;
  /** What the operator's tracker had kept before the signal; undefined: nothing. */
  readonly mark: unknown;
}

/** What is remembered of one value, or of what happened. */
export interface Past {
  /** What it is now; undefined: not known. */
  readonly value: unknown;
  /** When that was said; undefined: never. */
  readonly at: number | undefined;
  /** What the operator's tracker keeps; undefined: nothing. */
  readonly mark: unknown;
}

/**
 * A small memory that a condition needs of each customer. Kept only while something live asks for it, so it begins with the first
 * signal after that.
 */
export interface Tracker {
  /** Tells it from the operator's other trackers on the same field, such as `<20+5`. */
  readonly key: string;
  /** What to keep after a signal; JSON, small; undefined: what was kept. Pure and total. */
  advance(mark: unknown, seen: TrackerView): unknown;
}

/** What a tracker sees of a signal. Of a kept value it sees only signals that set it. */
export interface TrackerView {
  readonly signal: Signal;
  /** The part of the value before and now, with its times; both undefined where the tracker is not about a value. */
  readonly before: KnownValue | undefined;
  readonly now: KnownValue | undefined;
  /** Nothing was ever heard of the customer before. */
  readonly isFirst: boolean;
}

/** What of a customer's past one condition needs: a value and a memory of it, or messages. */
export interface TrackedPast {
  readonly kept?: ValueLocation;
  /** Under which name its memory is kept; absent: only its change is asked for. */
  readonly markKey?: string;
  readonly tracker?: Tracker;
  /** How long messages must be kept for it. */
  readonly keepMessagesMs?: number;
}

/** What a signal replaced, by value and by mark: a list with the old one, or an empty list where there was none. JSON. */
export type ValuesBefore = Readonly<Record<string, readonly unknown[]>>;

/** Everything that what is live wants remembered. Frozen; made once for each publish. */
export interface Tracking {
  /** What signals of this kind may set. Empty for most. */
  of(kind: string): readonly TrackedValue[];
  /** The marks that somebody asks for. */
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
