import { randomUUID } from 'node:crypto';
import type { ServerFrame } from '../../sdk/protocol.ts';
import type { Log } from '../contract.ts';
import type { InboxReader } from '../dispatch/contract.ts';
import type { Socket } from './contract.ts';

/** Sends the in-app messages of one customer over one socket. */
export interface InAppFeed {
  readonly customer: string;
  /** Notes that the app has shown a message. True the first time anywhere. */
  shown(id: string): Promise<boolean>;
  /** Called when the reader can take more. */
  resume(): void;
  /** Gives back the messages that were not shown. */
  close(): void;
}

const MOST_WAITING_BYTES = 64 * 1024;
const RETRY_MS = 1_000;

/** Creates the feed. It claims messages whenever some may have come, and stops while the reader is behind. */
export function createInAppFeed(customer: string, socket: Socket, inbox: InboxReader, log: Log): InAppFeed {
  const reader = randomUUID();
  const held = new Set<string>();
  let isClosed = false;
  let isClaiming = false;
  let mayHaveMore = false;

  const giveBack = (ids: readonly string[]): void => {
    if (ids.length === 0) return;
    inbox.release(customer, ids, reader).catch((cause: unknown) => {
      // The hold ends by itself; the message comes a little later.
      log.warn('cannot release in-app messages', { cause });
    });
  };
  const claimOnce = async (): Promise<void> => {
    const messages = await inbox.claim(customer, reader);
    if (isClosed) return giveBack(messages.map(({ id }) => id));
    for (const [i, message] of messages.entries()) {
      const frame: ServerFrame = { type: 'message', ...message };
      const isBehind = socket.waitingBytes > MOST_WAITING_BYTES;
      if (isBehind || !socket.send(JSON.stringify(frame))) {
        // Others may show them meanwhile; this reader asks again when it has caught up.
        mayHaveMore = true;
        return giveBack(messages.slice(i).map(({ id }) => id));
      }
      held.add(message.id);
    }
  };
  const claim = async (): Promise<void> => {
    mayHaveMore = true;
    if (isClaiming) return;
    isClaiming = true;
    try {
      while (mayHaveMore && !isClosed && socket.waitingBytes <= MOST_WAITING_BYTES) {
        mayHaveMore = false;
        await claimOnce();
      }
    } catch (cause) {
      log.warn('cannot claim in-app messages, trying again', { cause });
      mayHaveMore = true;
      if (!isClosed) setTimeout(() => resume(), RETRY_MS).unref();
    }
    isClaiming = false;
  };
  const resume = (): void => {
    if (mayHaveMore && !isClosed) void claim();
  };
  const stop = inbox.watch(customer, claim);
  void claim();

  return {
    customer,
    async shown(id) {
      const isFirst = await inbox.shown(customer, id);
      held.delete(id);
      return isFirst;
    },
    resume,
    close() {
      isClosed = true;
      stop();
      giveBack([...held]);
    },
  };
}
