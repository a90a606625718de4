import type { ServerFrame } from '../../sdk/protocol.ts';
import type { Log } from '../contract.ts';
import type { CardFeeds } from '../dispatch/contract.ts';
import type { Socket } from './contract.ts';
import { createPuller } from './pull-when-ready.ts';

/** Sends the feed of cards of one customer over one socket. */
export interface CardFeed {
  readonly customer: string;
  /** Whether a card was in the feed as it was sent last. */
  has(id: string): boolean;
  /** Called when the reader can take more. */
  resume(): void;
  close(): void;
}

/** Creates the feed. All cards are sent at once, first now and then whenever they change; changes that meet are one. */
export function createCardFeed(customer: string, socket: Socket, feeds: CardFeeds, log: Log): CardFeed {
  let sent: ReadonlySet<string> = new Set();
  const sendAll = async (): Promise<boolean> => {
    const cards = await feeds.list(customer);
    if (puller.isClosed) return true;
    sent = new Set(cards.map(({ id }) => id));
    return socket.send(JSON.stringify({ type: 'cards', customer, cards } satisfies ServerFrame));
  };
  const puller = createPuller(socket, 'cards', sendAll, log);
  const stop = feeds.watch(customer, puller.pull);
  puller.pull();
  return {
    customer,
    has: (id) => sent.has(id),
    resume: puller.resume,
    close() {
      puller.close();
      stop();
    },
  };
}
