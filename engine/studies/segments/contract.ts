import type { Closable } from '../../contract.ts';

/** How many customers a segment answers what for. */
export interface SegmentCount {
  readonly yes: number;
  readonly no: number;
  readonly unknown: number;
  /** When they were counted. */
  readonly at: number;
}

export interface SegmentCounts {
  /** By name. A segment that is new, or was changed since, is missing. */
  readonly counts: Readonly<Record<string, SegmentCount>>;
  /** The customers that were counted the last time. Absent: it was never done. */
  readonly customers?: number;
  /** A count that is under way on some engine, and the customers it has looked at so far. */
  readonly counting?: { readonly looked: number };
}

/** Counts the customers of every segment in the background. */
export interface CountSegments extends Closable {
  /** Returns the last counts, and begins to count anew where they are old or some are missing. */
  look(): Promise<SegmentCounts>;
  /** Begins to count anew, unless an engine does so already. */
  begin(): Promise<void>;
}
