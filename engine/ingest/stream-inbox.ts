import { LIMITS, type ServerFrame, type SignalInput } from '../../sdk/protocol.ts';
import type { Keys } from '../access/contract.ts';
import type { Log } from '../contract.ts';
import type { InboxReader } from '../dispatch/contract.ts';
import { type CardFeed, createCardFeed } from './card-feed.ts';
import type { Socket } from './contract.ts';
import type { Credentials } from './credentials.ts';
import type { Fields } from './fields.ts';
import { createInAppFeed, type InAppFeed } from './in-app.ts';

export interface StreamInboxParts {
  readonly keys: Keys;
  readonly inbox: InboxReader;
  /** Takes a signal about a message of the stream. Its id makes a repeat a duplicate. */
  tell(input: SignalInput & { readonly id: string }): void;
  readonly log: Log;
}

/** What an app says of a message. */
export type MessageNews = 'shown' | 'clicked' | 'dismissed';

/** Handles the in-app messages of one stream. Each call returns the fault of its frame; undefined: none. */
export interface StreamInbox {
  subscribe(frame: Fields): string | undefined;
  followCards(frame: Fields): string | undefined;
  messageBecame(what: MessageNews, id: unknown): string | undefined;
  /** Called when the reader can take more. */
  resume(): void;
  close(): void;
}

const DELIVERY = new RegExp(`^[\\x21-\\x7e]{1,${LIMITS.idChars}}$`);

/** Creates the inbox of a stream. No message is sent before the subscription, no card before the feed is followed. */
export function createStreamInbox(
  socket: Socket,
  { role }: Credentials,
  { keys, inbox, tell, log }: StreamInboxParts,
): StreamInbox {
  let feed: InAppFeed | undefined;
  let cards: CardFeed | undefined;
  const say = (frame: ServerFrame) => socket.send(JSON.stringify(frame));
  const tellOf = (customer: string, delivery: string, state: 'delivered' | 'clicked'): void => {
    const value = { delivery, state, channel: 'in-app' };
    tell({ id: `${state}-${delivery}`, kind: 'message', customer, value });
  };
  /** Returns why the stream may not have what is this customer's. */
  const faultOf = ({ customer, token }: Fields): string | undefined => {
    if (typeof customer !== 'string' || customer === '' || customer.length > LIMITS.idChars) {
      return `customer: must be text of 1 to ${LIMITS.idChars} characters`;
    }
    const isOwn = typeof token === 'string' && keys.isCustomerToken(customer, token);
    return isOwn || role === 'secret' ? undefined : 'token: does not belong to this customer';
  };
  /** Says it again to the app when it could not be stored. */
  const note = (what: MessageNews, noted: Promise<boolean>, first: () => void): void => {
    noted.then(
      (isFirst) => isFirst && first(),
      (cause: unknown) => {
        log.warn(`cannot mark a message as ${what}`, { cause });
        say({ type: 'error', reason: `${what}: could not be stored, say it again` });
      },
    );
  };
  return {
    subscribe(frame) {
      const fault = faultOf(frame);
      if (fault !== undefined) return fault;
      const customer = frame.customer as string;
      feed?.close();
      say({ type: 'subscribed', customer });
      feed = createInAppFeed(customer, socket, inbox, log);
      return undefined;
    },
    followCards(frame) {
      const fault = faultOf(frame);
      if (fault !== undefined) return fault;
      cards?.close();
      cards = createCardFeed(frame.customer as string, socket, inbox.cards, log);
      return undefined;
    },
    messageBecame(what, id) {
      const of = typeof id === 'string' && cards?.has(id) ? cards : what === 'dismissed' ? cards : (feed ?? cards);
      if (!of) return `${what}: ${what === 'dismissed' ? 'follow the cards' : 'subscribe'} first`;
      if (typeof id !== 'string' || !DELIVERY.test(id)) return 'id: must be the id of a message';
      const { customer } = of;
      if (what === 'clicked') tellOf(customer, id, 'clicked');
      else if (what === 'dismissed') note(what, inbox.cards.dismiss(customer, id), () => undefined);
      else {
        const noted = of === feed ? of.shown(id) : inbox.cards.shown(customer, id);
        note(what, noted, () => tellOf(customer, id, 'delivered'));
      }
      return undefined;
    },
    resume() {
      feed?.resume();
      cards?.resume();
    },
    close() {
      feed?.close();
      cards?.close();
      feed = undefined;
      cards = undefined;
    },
  };
}
