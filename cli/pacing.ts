import type { RecordedSignal } from '../sdk/protocol.ts';
import type { Recorded } from './tracks/contract.ts';

/** How a recording is laid onto the present. */
export interface Pacing {
  /** How much faster than it was recorded, from 1; Infinity: as fast as it goes. */
  readonly speed: number;
  /** Leave times and ids as they were recorded. */
  readonly keepTimes: boolean;
  /** The first time in the recording, and when it is played. */
  readonly firstAt: number;
  readonly startAt: number;
}

/** When a recorded signal is due to leave. */
export function dueAt({ signal }: Recorded, { speed, firstAt, startAt }: Pacing): number {
  return startAt + (signal.at - firstAt) / speed;
}

/**
 * Gives signals the times at which they are sent, unless theirs are kept: an engine takes what is older than a quarter
 * of an hour for late and what is minutes ahead for wrong, so only the present counts in full. Faster than it was
 * recorded, time is squeezed: a stay of ten minutes lasts ten seconds at speed 60. What came one after the other for a
 * customer stays so.
 */
export function createRebase(pacing: Pacing, newId: () => string): (recorded: Recorded, now: number) => RecordedSignal {
  if (pacing.keepTimes) return ({ signal }) => signal;
  const last = new Map<string, { readonly recordedAt: number; readonly at: number }>();
  return (recorded, now) => {
    const { signal } = recorded;
    const customer = signal.customer ?? '';
    const before = last.get(customer);
    const due = Number.isFinite(pacing.speed) ? Math.floor(dueAt(recorded, pacing)) : now;
    const isNext = before !== undefined && signal.at > before.recordedAt;
    const at = isNext ? Math.max(due, before.at + 1) : due;
    if (before === undefined || isNext) last.set(customer, { recordedAt: signal.at, at });
    return { ...signal, id: newId(), at };
  };
}
