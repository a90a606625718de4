import type { Socket } from 'node:net';
import type { SignalInput } from '../../sdk/protocol.ts';
import { eachPayload, frameOf, openWebSocket } from './web-socket.ts';

/** Frames made beforehand, each of as many signals. */
export interface Frames {
  readonly bytes: readonly Buffer[];
  readonly signalsInFrame: number;
}

/** What a load did: signals acknowledged, how long it took, and how long acknowledgements took. */
export interface Loaded {
  readonly acknowledged: number;
  /** Signals that were put off: others are sent in their place. */
  readonly busy: number;
  readonly perSecond: number;
  readonly ackP50Ms: number;
  readonly ackP99Ms: number;
  readonly ackP999Ms: number;
}

export interface SignalLoad {
  readonly port: number;
  readonly key: string;
  readonly connections: number;
  /** Frames of one connection that wait for their acknowledgement, at most. */
  readonly window: number;
  readonly seconds: number;
  /** Each frame once, however long it takes. */
  readonly once?: boolean;
  /** Signals per second over all connections; absent: as many as the window lets through. */
  readonly rate?: number;
}

/** Makes frames of signals; what does not fill one is left out. */
export function framesOf(signals: readonly SignalInput[], signalsInFrame: number): Frames {
  const bytes = Array.from({ length: Math.floor(signals.length / signalsInFrame) }, (_, i) =>
    frameOf(JSON.stringify({ signals: signals.slice(i * signalsInFrame, (i + 1) * signalsInFrame) })),
  );
  return { bytes, signalsInFrame };
}

const LOOK_MS = 1;

/** Sends frames over and over; stops by itself and waits for what is under way. Rejects when the server refuses any. */
export async function loadWithSignals({ bytes, signalsInFrame }: Frames, load: SignalLoad): Promise<Loaded> {
  const { port, key, connections, window, seconds, once = false, rate } = load;
  const sockets = await Promise.all(Array.from({ length: connections }, () => openWebSocket(port, key)));
  const waits: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  const everyMs = rate === undefined ? 0 : (1_000 * signalsInFrame * connections) / rate;
  let next = 0;
  let busy = 0;
  const isOver = () => (once ? next >= bytes.length : performance.now() >= endsAt);
  const one = (socket: Socket, share: number) =>
    new Promise<void>((resolve, reject) => {
      const sentAt: number[] = [];
      let dueAt = startedAt + everyMs * share;
      let counted = 0;
      let half: Buffer = Buffer.alloc(0);
      const go = () => {
        while (sentAt.length < window && performance.now() >= dueAt && !isOver()) {
          sentAt.push(performance.now());
          socket.write(bytes[next++ % bytes.length]!);
          dueAt += everyMs;
        }
        if (!isOver() || sentAt.length > 0) return;
        clearInterval(timer);
        socket.destroy();
        resolve();
      };
      const timer = setInterval(go, LOOK_MS);
      const failed = (cause: unknown) => {
        clearInterval(timer);
        reject(cause);
      };
      socket.once('close', () => failed(new Error('the server closed')));
      socket.on('data', (chunk: Buffer) => {
        try {
          half = eachPayload(half.length > 0 ? Buffer.concat([half, chunk]) : chunk, (payload) => {
            const off = putOffBy(payload);
            busy += off;
            counted += off || countOf(payload);
          });
        } catch (cause) {
          failed(cause);
          return;
        }
        // Frames are acknowledged in their order; one acknowledgement may speak of several.
        for (; counted >= signalsInFrame; counted -= signalsInFrame) waits.push(performance.now() - sentAt.shift()!);
        if (rate === undefined || isOver()) go();
      });
      go();
    });
  await Promise.all(sockets.map((socket, i) => one(socket, i / connections)));
  const took = (performance.now() - startedAt) / 1_000;
  const acknowledged = waits.length * signalsInFrame - busy;
  waits.sort((a, b) => a - b);
  const at = (share: number) => Math.round((waits[Math.floor(waits.length * share)] ?? 0) * 10) / 10;
  return {
    acknowledged,
    busy,
    perSecond: Math.round(acknowledged / took),
    ackP50Ms: at(0.5),
    ackP99Ms: at(0.99),
    ackP999Ms: at(0.999),
  };
}

const BUSY = '{"type":"busy"';

/** How many signals an answer puts off. */
function putOffBy(payload: Buffer): number {
  if (payload.toString('latin1', 0, BUSY.length) !== BUSY) return 0;
  const { ids, unnamed } = JSON.parse(payload.toString()) as { ids: readonly string[]; unnamed: number };
  return ids.length + unnamed;
}

const HEAD = '{"type":"ack","accepted":[';
const TAIL = '],"duplicates":[],"rejected":[]}';
/** The engine names a signal that has no id by a UUID, in quotes and with a comma. */
const ID_BYTES = 39;

/**
 * How many signals an answer acknowledges: ours names them, the bare socket counts them. By its length, which is cheap.
 */
function countOf(payload: Buffer): number {
  const ids = (payload.length - HEAD.length - TAIL.length + 1) / ID_BYTES;
  if (Number.isInteger(ids) && payload.toString('latin1', payload.length - TAIL.length) === TAIL) return ids;
  const { accepted } = JSON.parse(payload.toString()) as { accepted?: unknown };
  if (typeof accepted !== 'number') throw new Error(`refused: ${payload.toString().slice(0, 500)}`);
  return accepted;
}
