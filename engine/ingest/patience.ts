import { LIMITS } from '../../sdk/protocol.ts';
import type { Clock } from '../contract.ts';

/** Decides how long a client that sends on after `busy` keeps its connection. */
export interface Patience {
  /** Counts a refused frame of a client that was told to wait. False: it has sent too much. */
  bear(frameBytes: number, waitMs: number): boolean;
}

/** Far more than a client can have under way when it is told to wait. */
const MOST_BYTES = 4 * LIMITS.batchBytes;
const MOST_FRAMES = 2_000;

/** Creates the count. It covers the time that the client was told to wait, and then starts again. */
export function createPatience(clock: Pick<Clock, 'wall'>): Patience {
  let until = 0;
  let bytes = 0;
  let frames = 0;
  return {
    bear(frameBytes, waitMs) {
      const now = clock.wall();
      if (now >= until) {
        until = now + waitMs;
        bytes = 0;
        frames = 0;
      }
      bytes += frameBytes;
      frames++;
      return bytes <= MOST_BYTES && frames <= MOST_FRAMES;
    },
  };
}
