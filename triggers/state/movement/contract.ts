import type { Transition } from '../../places/contract.ts';

/** A place that the customer is in. */
export interface InsidePlace {
  /** When the customer entered, on the signals' own time. */
  readonly since: number;
  /** When the last fixes began to be outside, though not far enough to leave. Absent: the last fix was inside. */
  readonly outAt?: number;
  /** The fixes inside, only while a trigger waits for more of them. */
  readonly seen?: AgreeingFixes;
  /** When a fix was last inside. Absent: the last fix was. */
  readonly seenAt?: number;
  /** The way between two fixes entered the place. Absent: a fix inside did. */
  readonly passing?: true;
  /** The beacon that was heard last; absent: the place has none. */
  readonly beacon?: string;
  /** The names of an entering whose fix came too late to wake a trigger. */
  readonly untold?: readonly Transition[];
}

/** A number of fixes that agree, and when the last of them was. */
export interface AgreeingFixes {
  readonly fixes: number;
  readonly at: number;
}

/** A place that was left, while a trigger waits for more fixes to agree. */
export interface LeftPlace extends AgreeingFixes {
  readonly insideMs: number;
  /** When a fix was last inside; absent: not noted. */
  readonly seenAt?: number;
  readonly passing?: true;
}

/** A fix that the customer could not have reached in the time. It counts once another fix agrees. */
export interface SuspectFix {
  readonly lat: number;
  readonly lon: number;
  readonly accuracyMetres: number;
  readonly at: number;
}

/**
 * What is remembered between fixes, besides the places that the customer is in. Each part is absent while it is empty.
 */
export interface MovementMemory {
  /** By place id: the time of the first of the last fixes that were inside, but not surely. */
  entering?: Record<string, number>;
  /** By place id: when its beacon was no longer heard, a short time ago. */
  justLeft?: Record<string, number>;
  /** By place id. */
  left?: Record<string, LeftPlace>;
  suspect?: SuspectFix;
  /** By ring, such as `300m`, and place id: the distance beyond which the ring can be crossed again. */
  near?: Record<string, Record<string, number>>;
  /** By beacon: its strength, evened out, and when it was heard last. */
  heard?: Record<string, { readonly rssi: number; readonly at: number }>;
}

/** A fix that all fixes since were near to, and when it was. */
export interface Resting {
  readonly lat: number;
  readonly lon: number;
  readonly since: number;
}
