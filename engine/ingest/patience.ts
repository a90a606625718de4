import { LIMITS } from '../../sdk/protocol.ts';
import type { Clock } from '../contract.ts';

/** How long a stream is heard that goes on although it was told to wait. */
export interface Patience {
  /** A frame was refused, and the client told to wait. False: it has gone on for too long. */
  bear(frameBytes: number, waitMs: number): boolean;
}

/** What is under way when a client hears that it should wait is far less. */
const MOST_BYTES = 4 * LIMITS.batchBytes;
const MOST_FRAMES = 2_000;

/** Counts what is refused within the time that the client was told to wait; after that it begins anew. */
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
