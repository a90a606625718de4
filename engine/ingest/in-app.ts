import { randomUUID } from 'node:crypto';
import type { ServerFrame } from '../../sdk/protocol.ts';
import type { Log } from '../contract.ts';
import type { InboxReader } from '../dispatch/contract.ts';
import type { Socket } from './contract.ts';
import { createPuller, isBehind } from './pull-when-ready.ts';

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

/** Creates the feed. It claims messages whenever some may have come, and stops while the reader is behind. */
export function createInAppFeed(customer: string, socket: Socket, inbox: InboxReader, log: Log): InAppFeed {
  const reader = randomUUID();
  const held = new Set<string>();

  const giveBack = (ids: readonly string[]): void => {
    if (ids.length === 0) return;
    inbox.release(customer, ids, reader).catch((cause: unknown) => {
      // The hold ends by itself; the message comes a little later.
      log.warn('cannot release in-app messages', { cause });
    });
  };
  const claimOnce = async (): Promise<boolean> => {
    const messages = await inbox.claim(customer, reader);
    if (puller.isClosed) {
      giveBack(messages.map(({ id }) => id));
      return true;
    }
    for (const [i, message] of messages.entries()) {
      const frame: ServerFrame = { type: 'message', ...message };
      if (isBehind(socket) || !socket.send(JSON.stringify(frame))) {
        // Others may show them meanwhile; this reader asks again when it has caught up.
        giveBack(messages.slice(i).map(({ id }) => id));
        return false;
      }
      held.add(message.id);
    }
    return true;
  };
  const puller = createPuller(socket, 'in-app messages', claimOnce, log);
  const stop = inbox.watch(customer, puller.pull);
  puller.pull();

  return {
    customer,
    async shown(id) {
      const isFirst = await inbox.shown(customer, id);
      held.delete(id);
      return isFirst;
    },
    resume: puller.resume,
    close() {
      puller.close();
      stop();
      giveBack([...held]);
    },
  };
}
