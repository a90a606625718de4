import { frameOf } from './outbox.ts';
import type { ClientFrame, ServerFrame } from './protocol.ts';
import type { Transport, TransportParts } from './transport.ts';

/** The part of a WebSocket that is used: a browser's, Node's, `ws`' or `undici`'s. */
export interface SocketLike {
  readonly readyState: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'error', heard: () => void): void;
  addEventListener(type: 'message', heard: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', heard: (event: { readonly code: number; readonly reason: string }) => void): void;
}
export type SocketConstructor = new (url: string, protocols?: string[]) => SocketLike;

/** A stream: also says other things than signals, and hears other things than acknowledgements. */
export interface Stream extends Transport {
  /** Says it if the stream is open; false: it is not. */
  say(frame: ClientFrame): boolean;
  /** Opens a new connection, so that the engine forgets what was said on the old one. */
  renew(): void;
}

export interface StreamHooks {
  /** Open again: time to subscribe. */
  opened(): void;
  heard(frame: ServerFrame): void;
}

const OPEN = 1;
/** Sent and not acknowledged for this long: the connection is dead without knowing it. */
const ACK_MS = 20_000;
const KEY_REFUSED = 1008;
/** The engine stops, or has too much to do: that says nothing of the link. */
const SENT_AWAY: ReadonlySet<number> = new Set([1001, 1013]);
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Keeps a WebSocket to the engine open, and sends again after a reconnect what was not acknowledged. */
export function createStream(parts: TransportParts, Socket: SocketConstructor, hooks: StreamHooks): Stream {
  const { url, key, outbox, backoff, problem } = parts;
  const address = new URL('/v1/stream', url);
  address.protocol = address.protocol.replace('http', 'ws');
  const isToken = TOKEN.test(key);
  if (!isToken) address.searchParams.set('key', key);
  let socket: SocketLike | undefined;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;
  /** Set while the engine has asked us to wait. */
  let pause: ReturnType<typeof setTimeout> | undefined;

  const connect = (): void => {
    timer = undefined;
    const mine = new Socket(address.href, isToken ? ['kairos', key] : ['kairos']);
    socket = mine;
    mine.addEventListener('open', () => {
      hooks.opened();
      pump();
    });
    mine.addEventListener('message', ({ data }) => {
      if (socket === mine) hear(JSON.parse(String(data)) as ServerFrame);
    });
    mine.addEventListener('error', () => undefined);
    mine.addEventListener('close', ({ code, reason }) => {
      if (socket === mine) lost(code, reason);
    });
  };
  const lost = (code: number, reason: string): void => {
    socket = undefined;
    clearTimeout(patience);
    patience = undefined;
    goOn();
    if (outbox.underWay > 0 && !SENT_AWAY.has(code)) outbox.slowDown();
    outbox.giveBack();
    if (isClosed) return;
    if (code === KEY_REFUSED) {
      isClosed = true;
      problem(`the engine refused the key: ${reason}`);
      outbox.giveUp(`the engine refused the key: ${reason}`);
    } else timer = setTimeout(connect, backoff.nextMs());
  };
  const hear = (frame: ServerFrame): void => {
    if (frame.type !== 'error') backoff.reset();
    if (frame.type === 'ack') {
      for (const id of frame.accepted) outbox.settle({ id, verdict: 'accepted' });
      for (const id of frame.duplicates) outbox.settle({ id, verdict: 'duplicate' });
      for (const { id, reason } of frame.rejected)
        if (id !== undefined) outbox.settle({ id, verdict: 'rejected', reason });
      clearTimeout(patience);
      patience = undefined;
      pump();
    } else if (frame.type === 'busy') {
      problem(frame.reason);
      outbox.putOff(frame.ids);
      clearTimeout(patience);
      patience = undefined;
      clearTimeout(pause);
      pause = setTimeout(() => {
        goOn();
        pump();
      }, backoff.askedMs(frame.retryAfterMs));
    } else {
      if (frame.type === 'error') problem(frame.reason);
      hooks.heard(frame);
    }
  };
  const goOn = (): void => {
    clearTimeout(pause);
    pause = undefined;
  };
  const pump = (): void => {
    if (isClosed || socket?.readyState !== OPEN) return;
    if (!pause) for (let batch = outbox.next(); batch.length > 0; batch = outbox.next()) socket.send(frameOf(batch));
    if (outbox.underWay > 0) patience ??= setTimeout(leave, ACK_MS, 'no acknowledgement in time');
  };
  /** Leaves this connection at once: what still comes on it is not heard. */
  const leave = (reason: string): void => {
    const left = socket;
    if (!left) return;
    lost(0, reason);
    left.close(1000, reason);
  };

  connect();
  return {
    pump,
    say(frame) {
      if (socket?.readyState !== OPEN) return false;
      socket.send(JSON.stringify(frame));
      return true;
    },
    renew: () => leave('begin anew'),
    close() {
      isClosed = true;
      clearTimeout(timer);
      clearTimeout(patience);
      goOn();
      socket?.close(1000, 'done');
    },
  };
}
