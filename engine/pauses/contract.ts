import type { Closable } from '../contract.ts';

/** What can be paused: everything, one channel or one trigger. */
export type PauseTarget = 'all' | `channel:${string}` | `trigger:${string}`;

/** A pause, with the person who asked for it, their reason, and when; milliseconds since 1970. */
export interface Pause {
  readonly what: PauseTarget;
  readonly author: string;
  readonly reason: string;
  readonly at: number;
}

/**
 * The pauses, followed by every engine: each change counts on this engine when the call resolves, on all others within
 * two seconds. A paused trigger decides and sends nothing: its matches are held back as `paused`. What a paused channel
 * has to send waits in its queue, and goes on afterwards unless it has expired. While all is paused, both is so for
 * everything. An engine that cannot read Redis keeps what it knows.
 */
export interface Pauses extends Closable {
  /** What is paused now, by target. Replaced, never changed. */
  readonly current: ReadonlyMap<PauseTarget, Pause>;
  /** Pauses; what is paused already keeps its first pause. */
  pause(pause: Pause): Promise<Pause>;
  /** Ends a pause and returns it; undefined: there was none. */
  resume(what: PauseTarget): Promise<Pause | undefined>;
  /** Calls `changed` after each change. Returns the function that stops it. */
  watch(changed: () => void): () => void;
}
