import { LIMITS, type Rejection, type ServerFrame, type SignalInput } from '../../sdk/protocol.ts';
import type { Log } from '../contract.ts';
import type { InboxReader } from '../dispatch/contract.ts';
import type { Keys } from './contract.ts';
import type { Credentials } from './credentials.ts';
import type { Session, Socket } from './edge-contract.ts';
import type { EntranceParts } from './entrance.ts';
import type { Fields } from './fields.ts';
import { type InAppFeed, openInAppFeed } from './in-app.ts';
import { type Reading, readJson } from './read-json.ts';
import type { Receipt } from './receive.ts';

export interface StreamParts extends EntranceParts {
  readonly keys: Keys;
  readonly inbox: InboxReader;
  /** Takes a signal that a stream stands for; its id makes a repeat a duplicate. */
  tell(input: SignalInput & { readonly id: string }): void;
  readonly log: Log;
  /** Calls `flush` of the session once in this turn of the event loop. */
  flushSoon(session: StreamSession): void;
  opened(session: StreamSession): void;
  closed(session: StreamSession): void;
}

const DELIVERY = new RegExp(`^[\\x21-\\x7e]{1,${LIMITS.idChars}}$`);
const TRY_AGAIN_LATER = 1013;
/** So many acknowledgements are worth a send of their own: the client can go on while we do. */
const FLUSH_AT = 64;

/** One open stream: signals up, acknowledgements and in-app messages down. */
export class StreamSession implements Session {
  readonly credentials: Credentials;
  private readonly parts: StreamParts;
  private socket: Socket | undefined;
  private feed: InAppFeed | undefined;
  private accepted: string[] = [];
  private duplicates: string[] = [];

  constructor(credentials: Credentials, parts: StreamParts) {
    this.credentials = credentials;
    this.parts = parts;
  }

  opened(socket: Socket): void {
    this.socket = socket;
    this.parts.opened(this);
  }

  frame(bytes: Buffer): void {
    if (this.parts.isClosing()) return;
    const fault = this.take(readJson(bytes, 'signals'));
    if (fault !== undefined) this.complain(fault);
  }

  drained(): void {
    this.feed?.resume();
  }

  closed(): void {
    this.feed?.close();
    this.feed = undefined;
    this.parts.closed(this);
  }

  end(code: number, reason: string): void {
    this.flush();
    this.socket?.end(code, reason);
  }

  /** Sends the acknowledgements that have gathered. */
  flush(): void {
    if (this.accepted.length === 0 && this.duplicates.length === 0) return;
    this.sendAck([]);
  }

  /** What is stored is acknowledged together with what else is stored in this turn; refusals belong to their own frame. */
  private acknowledge({ accepted, duplicates, rejected, isUnfinished }: Receipt): void {
    if (rejected.length > 0) this.flush();
    for (const id of accepted) this.accepted.push(id);
    for (const id of duplicates) this.duplicates.push(id);
    if (isUnfinished) this.shed('not everything could be stored');
    else if (rejected.length > 0) this.sendAck(rejected);
    else if (this.accepted.length >= FLUSH_AT || accepted.length + duplicates.length === 0) this.sendAck([]);
    else this.parts.flushSoon(this);
  }

  private sendAck(rejected: readonly Rejection[]): void {
    const { accepted, duplicates } = this;
    this.accepted = [];
    this.duplicates = [];
    this.send({ type: 'ack', accepted, duplicates, rejected });
  }

  /** What is wrong with the frame; undefined: nothing. */
  private take(reading: Reading): string | undefined {
    if (!reading.ok) return reading.reason;
    const { type, id } = reading.value;
    if (type === 'subscribe') return this.subscribe(reading.value);
    if (type === 'shown' || type === 'clicked') return this.messageBecame(type, id);
    if (type !== undefined) return 'type: must be subscribe, shown or clicked, or absent in a signal';
    const { rateLimit, receiver } = this.parts;
    const { key, role } = this.credentials;
    if (rateLimit.waitMs(key) > 0) this.shed('too many signals for this key');
    else {
      rateLimit.charge(key, reading.inputs.length);
      const isTaken = receiver.receive(reading, role, (receipt) => this.acknowledge(receipt));
      if (!isTaken) this.shed('more signals than can be stored now');
    }
    return undefined;
  }

  private subscribe({ customer, token }: Fields): string | undefined {
    const { keys, inbox, log } = this.parts;
    if (typeof customer !== 'string' || customer === '' || customer.length > LIMITS.idChars) {
      return `customer: must be text of 1 to ${LIMITS.idChars} characters`;
    }
    const isOwn = typeof token === 'string' && keys.isCustomerToken(customer, token);
    if (!isOwn && this.credentials.role !== 'secret') return 'token: does not belong to this customer';
    this.feed?.close();
    this.send({ type: 'subscribed', customer });
    this.feed = this.socket && openInAppFeed(customer, this.socket, inbox, log);
    return undefined;
  }

  private messageBecame(what: 'shown' | 'clicked', id: unknown): string | undefined {
    const { feed } = this;
    if (!feed) return `${what}: subscribe first`;
    if (typeof id !== 'string' || !DELIVERY.test(id)) return 'id: must be the id of a message';
    if (what === 'clicked') this.tell(feed.customer, id, 'clicked');
    else {
      feed.shown(id).then(
        (isFirst) => isFirst && this.tell(feed.customer, id, 'delivered'),
        (cause: unknown) => {
          this.parts.log.warn('cannot mark a message as shown', { cause: String(cause) });
          this.complain('shown: could not be stored, say it again');
        },
      );
    }
    return undefined;
  }

  private tell(customer: string, delivery: string, state: 'delivered' | 'clicked'): void {
    const value = { delivery, state, channel: 'in-app' };
    this.parts.tell({ id: `${state}-${delivery}`, kind: 'message', customer, value });
  }

  private shed(reason: string): void {
    this.complain(reason);
    this.end(TRY_AGAIN_LATER, reason);
  }

  private complain(reason: string): void {
    this.send({ type: 'error', reason });
  }

  private send(frame: ServerFrame): void {
    this.socket?.send(JSON.stringify(frame));
  }
}
