import { LIMITS, type ServerFrame, type SignalInput } from '../../sdk/protocol.ts';
import type { Keys } from '../access/contract.ts';
import type { Log } from '../contract.ts';
import type { InboxReader } from '../dispatch/contract.ts';
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

/** Handles the in-app messages of one stream. Each call returns the fault of its frame; undefined: none. */
export interface StreamInbox {
  subscribe(frame: Fields): string | undefined;
  messageBecame(what: 'shown' | 'clicked', id: unknown): string | undefined;
  /** Called when the reader can take more. */
  resume(): void;
  close(): void;
}

const DELIVERY = new RegExp(`^[\\x21-\\x7e]{1,${LIMITS.idChars}}$`);

/** Creates the inbox of a stream. No message is sent before the subscription. */
export function createStreamInbox(
  socket: Socket,
  { role }: Credentials,
  { keys, inbox, tell, log }: StreamInboxParts,
): StreamInbox {
  let feed: InAppFeed | undefined;
  const say = (frame: ServerFrame) => socket.send(JSON.stringify(frame));
  const tellOf = (customer: string, delivery: string, state: 'delivered' | 'clicked'): void => {
    const value = { delivery, state, channel: 'in-app' };
    tell({ id: `${state}-${delivery}`, kind: 'message', customer, value });
  };
  return {
    subscribe({ customer, token }) {
      if (typeof customer !== 'string' || customer === '' || customer.length > LIMITS.idChars) {
        return `customer: must be text of 1 to ${LIMITS.idChars} characters`;
      }
      const isOwn = typeof token === 'string' && keys.isCustomerToken(customer, token);
      if (!isOwn && role !== 'secret') return 'token: does not belong to this customer';
      feed?.close();
      say({ type: 'subscribed', customer });
      feed = createInAppFeed(customer, socket, inbox, log);
      return undefined;
    },
    messageBecame(what, id) {
      if (!feed) return `${what}: subscribe first`;
      if (typeof id !== 'string' || !DELIVERY.test(id)) return 'id: must be the id of a message';
      const { customer } = feed;
      if (what === 'clicked') tellOf(customer, id, 'clicked');
      else {
        feed.shown(id).then(
          (isFirst) => isFirst && tellOf(customer, id, 'delivered'),
          (cause: unknown) => {
            log.warn('cannot mark a message as shown', { cause });
            say({ type: 'error', reason: 'shown: could not be stored, say it again' });
          },
        );
      }
      return undefined;
    },
    resume: () => feed?.resume(),
    close() {
      feed?.close();
      feed = undefined;
    },
  };
}
