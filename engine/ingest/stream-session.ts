import type { Rejection, ServerFrame } from '../../sdk/protocol.ts';
import type { Keys } from '../access/contract.ts';
import type { Clock } from '../contract.ts';
import type { Party } from './admission.ts';
import { busyGlimpses, busyIds } from './busy-frame.ts';
import type { Socket, SocketSession } from './contract.ts';
import type { Credentials } from './credentials.ts';
import { sortFrame } from './crowded.ts';
import { type EntranceParts, FULL, SHED_MS } from './entrance.ts';
import { createPatience, type Patience } from './patience.ts';
import { type JsonBody, readJson } from './read-json.ts';
import { givenId, type Receipt, type Sender } from './receive.ts';
import { createStreamInbox, type StreamInbox, type StreamInboxParts } from './stream-inbox.ts';

export interface StreamParts extends EntranceParts, StreamInboxParts {
  readonly keys: Keys;
  readonly clock: Clock;
  /** Calls the session's `flush` once in this turn of the event loop. */
  flushSoon(session: StreamSession): void;
  opened(session: StreamSession): void;
  closed(session: StreamSession): void;
}

const TRY_AGAIN_LATER = 1013;
/** A client this far behind with reading gets no more answers. */
const MOST_UNREAD_BYTES = 256 * 1024;
/** Keys that are above their rate by little would be back before anything has changed. */
const SHORTEST_WAIT_MS = 100;
/** So many acknowledgements are worth a send of their own: the client can go on while we do. */
const FLUSH_AT = 64;

/** One open stream, with signals up and acknowledgements and in-app messages down. */
export class StreamSession implements SocketSession {
  readonly credentials: Credentials;
  private readonly parts: StreamParts;
  private socket: Socket | undefined;
  private inbox: StreamInbox | undefined;
  private accepted: string[] = [];
  private duplicates: string[] = [];
  private readonly party: Party;
  private readonly sender: Sender;
  private readonly patience: Patience;
  /** Whether the stream takes no more, and ends when every signal that was taken has its answer. */
  private isLeaving = false;

  constructor(credentials: Credentials, parts: StreamParts) {
    this.credentials = credentials;
    this.parts = parts;
    this.party = parts.admission.party(credentials.key);
    this.sender = { role: credentials.role, party: this.party };
    this.patience = createPatience(parts.clock);
  }

  opened(socket: Socket): void {
    this.socket = socket;
    this.inbox = createStreamInbox(socket, this.credentials, this.parts);
    this.parts.opened(this);
  }

  frame(bytes: Buffer): void {
    const { isClosing, admission, rateLimit } = this.parts;
    if (isClosing() || this.isLeaving) return;
    const overRateMs = rateLimit.waitMs(this.credentials.key);
    if (overRateMs > 0 || !admission.isEasy) this.crowded(bytes, overRateMs);
    else this.read(bytes);
  }

  drained(): void {
    this.inbox?.resume();
  }

  closed(): void {
    this.inbox?.close();
    this.parts.closed(this);
  }

  end(code: number, reason: string): void {
    this.flush();
    this.socket?.end(code, reason);
  }

  /** Sends the collected acknowledgements. */
  flush(): void {
    if (this.accepted.length === 0 && this.duplicates.length === 0) return;
    this.sendAck([]);
  }

  private read(bytes: Buffer, origin?: readonly number[]): void {
    const fault = this.take(readJson(bytes, 'signals'), origin);
    if (fault !== undefined) this.complain(fault);
  }

  /** Handles a frame while there is too much: refused signals are never parsed. */
  private crowded(bytes: Buffer, overRateMs: number): void {
    const sorted = sortFrame(bytes, this.party, overRateMs > 0, this.parts);
    if (!sorted) {
      this.read(bytes);
      return;
    }
    const { taken, refused } = sorted;
    if (taken) this.read(taken.bytes, taken.origin);
    const putOff =
      overRateMs > 0
        ? { retryAfterMs: Math.max(SHORTEST_WAIT_MS, Math.ceil(overRateMs)), reason: OVER_RATE }
        : { retryAfterMs: this.parts.admission.refuse(this.party, refused.length), reason: FULL };
    this.socket?.send(busyGlimpses(bytes, refused, putOff));
    this.bear(bytes.length, putOff.retryAfterMs);
  }

  /** Puts off signals that are parsed already. */
  private putOff(ids: readonly (string | undefined)[], reason: string): void {
    this.socket?.send(busyIds(ids, { retryAfterMs: SHED_MS, reason }));
    this.bear(0, SHED_MS);
  }

  /** Cuts off a client that goes on although it was told to wait. */
  private bear(frameBytes: number, waitMs: number): void {
    const isUnread = (this.socket?.waitingBytes ?? 0) > MOST_UNREAD_BYTES;
    if (!isUnread && this.patience.bear(frameBytes, waitMs)) return;
    this.isLeaving = true;
    this.leaveWhenDone();
  }

  private leaveWhenDone(): void {
    if (this.party.inFlight === 0) this.end(TRY_AGAIN_LATER, 'told to wait, and went on sending');
  }

  /** Acknowledges the stored signals of all frames of this turn together. Refusals are answered for each frame. */
  private acknowledge(receipt: Receipt, origin?: readonly number[]): void {
    const { accepted, duplicates, again } = receipt;
    const rejected = listRejections(receipt, origin);
    if (rejected.length > 0) this.flush();
    for (const id of accepted) this.accepted.push(id);
    for (const id of duplicates) this.duplicates.push(id);
    const isAnswered = accepted.length + duplicates.length + again.length > 0;
    if (rejected.length > 0) this.sendAck(rejected);
    else if (this.accepted.length >= FLUSH_AT || !isAnswered) this.sendAck([]);
    else this.parts.flushSoon(this);
    if (again.length > 0)
      this.putOff(
        again.map(({ id }) => id),
        'not everything could be stored',
      );
    if (this.isLeaving) this.leaveWhenDone();
  }

  private sendAck(rejected: readonly Rejection[]): void {
    const { accepted, duplicates } = this;
    this.accepted = [];
    this.duplicates = [];
    this.send({ type: 'ack', accepted, duplicates, rejected });
  }

  /** Returns the fault of the frame; undefined: none. */
  private take(reading: JsonBody, origin?: readonly number[]): string | undefined {
    if (!reading.ok) return reading.reason;
    const { type, id } = reading.value;
    if (type === 'subscribe') return this.inbox?.subscribe(reading.value);
    if (type === 'follow-cards') return this.inbox?.followCards(reading.value);
    if (type === 'shown' || type === 'clicked' || type === 'dismissed') return this.inbox?.messageBecame(type, id);
    if (type !== undefined)
      return 'type: must be subscribe, follow-cards, shown, clicked or dismissed, or absent in a signal';
    const { rateLimit, receiver } = this.parts;
    rateLimit.charge(this.credentials.key, reading.inputs.length);
    const isTaken = receiver.receive(reading, this.sender, (receipt) => this.acknowledge(receipt, origin));
    if (!isTaken) this.putOff(reading.inputs.map(givenId), FULL);
    return undefined;
  }

  private complain(reason: string): void {
    this.send({ type: 'error', reason });
  }

  private send(frame: ServerFrame): void {
    this.socket?.send(JSON.stringify(frame));
  }
}

const OVER_RATE = 'too many signals for this key';

/** Returns the final refusals, by their position in the original frame. */
function listRejections({ rejected, again }: Receipt, origin?: readonly number[]): readonly Rejection[] {
  const forGood = again.length === 0 ? rejected : rejected.filter((one) => !again.includes(one));
  return origin ? forGood.map((one) => ({ ...one, index: origin[one.index] ?? one.index })) : forGood;
}
