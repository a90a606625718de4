import type { Log } from '../contract.ts';
import type { Socket } from './contract.ts';

/** Pulls what may have come for one reader, one pull at a time. */
export interface Puller {
  /** Something may have come. */
  pull(): void;
  /** Called when the reader can take more. */
  resume(): void;
  close(): void;
  readonly isClosed: boolean;
}

const MOST_WAITING_BYTES = 64 * 1024;
const RETRY_MS = 1_000;

/** Tells whether a reader is too far behind to be sent more. */
export function isBehind(socket: Socket): boolean {
  return socket.waitingBytes > MOST_WAITING_BYTES;
}

/**
 * Creates a puller. `pullOnce` resolves with false when the reader could not take everything: it is called again when
 * the reader has caught up, and a while after it failed.
 */
export function createPuller(socket: Socket, what: string, pullOnce: () => Promise<boolean>, log: Log): Puller {
  let isClosed = false;
  let isPulling = false;
  let mayHaveMore = false;

  const pull = async (): Promise<void> => {
    mayHaveMore = true;
    if (isPulling) return;
    isPulling = true;
    try {
      while (mayHaveMore && !isClosed && !isBehind(socket)) {
        mayHaveMore = false;
        if (!(await pullOnce())) mayHaveMore = true;
      }
    } catch (cause) {
      log.warn(`cannot read ${what}, trying again`, { cause });
      mayHaveMore = true;
      if (!isClosed) setTimeout(resume, RETRY_MS).unref();
    }
    isPulling = false;
  };
  const resume = (): void => {
    if (mayHaveMore && !isClosed) void pull();
  };
  return {
    pull: () => void pull(),
    resume,
    close() {
      isClosed = true;
    },
    get isClosed() {
      return isClosed;
    },
  };
}
