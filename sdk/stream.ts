import { frameOf } from './outbox.ts';
import type { ClientFrame, ServerFrame } from './protocol.ts';
import type { Transport, TransportParts } from './transport.ts';

/** The part of a WebSocket that the SDK uses: a browser's, Node's, or one of `ws` or `undici`. */
export interface SocketLike {
  readonly readyState: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'error', heard: () => void): void;
  addEventListener(type: 'message', heard: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', heard: (event: { readonly code: number; readonly reason: string }) => void): void;
}
export type SocketConstructor = new (url: string, protocols?: string[]) => SocketLike;

/** A WebSocket transport, which also carries other frames than signals and acknowledgements. */
export interface Stream extends Transport {
  /** Sends a frame if the stream is open; returns false if it is closed. */
  say(frame: ClientFrame): boolean;
  /** Opens a new connection, so that the engine forgets the subscriptions of the old one. */
  renew(): void;
}

export interface StreamHooks {
  /** Called when the stream is open, also again after a reconnect. */
  opened(): void;
  heard(frame: ServerFrame): void;
}

const OPEN = 1;
/** Without an acknowledgement for this long the connection counts as dead. */
const ACK_MS = 20_000;
const KEY_REFUSED = 1008;
/** Close codes of an engine that stops or has too much to do; they say nothing about the link. */
const SENT_AWAY: ReadonlySet<number> = new Set([1001, 1013]);
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Opens a WebSocket to the engine and reconnects when it breaks. Signals without an acknowledgement are sent again. */
export function openStream(parts: TransportParts, Socket: SocketConstructor, hooks: StreamHooks): Stream {
  const { url, key, outbox, backoff, problem } = parts;
  const address = new URL('/v1/stream', url);
  address.protocol = address.protocol.replace('http', 'ws');
  const isToken = TOKEN.test(key);
  if (!isToken) address.searchParams.set('key', key);
  let socket: SocketLike | undefined;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;
  /** Set while the engine has asked the client to wait. */
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
  /** Leaves this connection at once; its later frames are ignored. */
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
