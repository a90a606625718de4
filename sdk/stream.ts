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

const CONNECTING = 0;
const OPEN = 1;
/** How long a connection that is no longer wanted may take to be made. */
const UNWANTED_MS = 5_000;
/** Without an acknowledgement for this long the connection counts as dead. */
const ACK_MS = 20_000;
const KEY_REFUSED = 1008;
/** Close codes of an engine that stops or has too much to do; they say nothing about the link. */
const SENT_AWAY: ReadonlySet<number> = new Set([1001, 1013]);
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Opens a WebSocket to the engine and reconnects when it breaks. Signals without an acknowledgement are sent again. */
export function openStream(parts: TransportParts, Socket: SocketConstructor, hooks: StreamHooks): Stream {
  const { outbox, backoff, problem } = parts;
  const { address, protocols } = addressOf(parts);
  const [reconnect, patience, pause] = [createAlarm(), createAlarm(), createAlarm()];
  let socket: SocketLike | undefined;
  let isClosed = false;

  const connect = (): void => {
    const mine = new Socket(address, protocols);
    socket = mine;
    mine.addEventListener('open', () => {
      if (socket !== mine) return;
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
    patience.clear();
    pause.clear();
    if (outbox.underWay > 0 && !SENT_AWAY.has(code)) outbox.slowDown();
    outbox.giveBack();
    if (isClosed) return;
    if (code === KEY_REFUSED) {
      isClosed = true;
      problem(`the engine refused the key: ${reason}`);
      outbox.giveUp(`the engine refused the key: ${reason}`);
    } else reconnect.set(connect, backoff.nextMs());
  };
  const hear = (frame: ServerFrame): void => {
    if (frame.type !== 'error') backoff.reset();
    if (frame.type === 'ack') {
      settleAll(frame, outbox);
      patience.clear();
      pump();
    } else if (frame.type === 'busy') {
      problem(frame.reason);
      outbox.putOff(frame.ids);
      patience.clear();
      pause.set(pump, backoff.askedMs(frame.retryAfterMs));
    } else {
      if (frame.type === 'error') problem(frame.reason);
      hooks.heard(frame);
    }
  };
  const pump = (): void => {
    if (isClosed || socket?.readyState !== OPEN) return;
    if (!pause.isSet)
      for (let batch = outbox.next(); batch.length > 0; batch = outbox.next()) socket.send(frameOf(batch));
    if (outbox.underWay > 0 && !patience.isSet) patience.set(() => leave('no acknowledgement in time'), ACK_MS);
  };
  /** Leaves this connection at once; its later frames are ignored. */
  const leave = (reason: string): void => {
    const left = socket;
    if (!left) return;
    lost(0, reason);
    end(left, reason);
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
      for (const alarm of [reconnect, patience, pause]) alarm.clear();
      if (socket) end(socket, 'done');
      socket = undefined;
    },
  };
}

/** Returns the address of the stream. The key is one of the protocols; a key that cannot be one is in the address. */
function addressOf({ url, key }: TransportParts): { readonly address: string; readonly protocols: string[] } {
  const address = `${url.replace(/^http/, 'ws').replace(/\/+$/, '')}/v1/stream`;
  if (TOKEN.test(key)) return { address, protocols: ['kairos', key] };
  return { address: `${address}?key=${encodeURIComponent(key)}`, protocols: ['kairos'] };
}

/**
 * Ends a connection. One that is still being made ends as soon as it is there, as a browser tells on its console of one
 * that is ended before.
 */
function end(socket: SocketLike, reason: string): void {
  const close = (): void => socket.close(1000, reason);
  if (socket.readyState !== CONNECTING) {
    close();
    return;
  }
  const patience = createAlarm();
  patience.set(close, UNWANTED_MS);
  socket.addEventListener('open', () => {
    patience.clear();
    close();
  });
  socket.addEventListener('close', patience.clear);
}

function settleAll(frame: Extract<ServerFrame, { readonly type: 'ack' }>, outbox: TransportParts['outbox']): void {
  for (const id of frame.accepted) outbox.settle({ id, verdict: 'accepted' });
  for (const id of frame.duplicates) outbox.settle({ id, verdict: 'duplicate' });
  for (const { id, reason } of frame.rejected) if (id !== undefined) outbox.settle({ id, verdict: 'rejected', reason });
}

/** A timer that is set or not. It is not set any more when it rings. */
interface Alarm {
  readonly isSet: boolean;
  set(ring: () => void, ms: number): void;
  clear(): void;
}

function createAlarm(): Alarm {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    get isSet() {
      return timer !== undefined;
    },
    set(ring, ms) {
      clear();
      timer = setTimeout(() => {
        timer = undefined;
        ring();
      }, ms);
    },
    clear,
  };
}
