import WebSocket from 'ws';
import type { SignalInput } from '../../sdk/protocol.ts';

/** What a load did: signals acknowledged, how long it took, and how long acknowledgements took. */
export interface Loaded {
  readonly acknowledged: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly ackP50Ms: number;
  readonly ackP99Ms: number;
}

export interface SignalLoad {
  readonly port: number;
  readonly key: string;
  readonly connections: number;
  readonly signalsInFrame: number;
  /** Frames of one connection that wait for their acknowledgement, at most. */
  readonly window: number;
  readonly seconds: number;
  /** Each signal once, however long it takes. */
  readonly once?: boolean;
  /** Signals per second over all connections; absent: as many as the window lets through. */
  readonly rate?: number;
}

/** Sends signals over and over, in frames made beforehand; stops by itself and waits for what is under way. */
export async function loadWithSignals(signals: readonly SignalInput[], load: SignalLoad): Promise<Loaded> {
  const frames: string[] = [];
  for (let i = 0; i + load.signalsInFrame <= signals.length; i += load.signalsInFrame) {
    frames.push(JSON.stringify({ signals: signals.slice(i, i + load.signalsInFrame) }));
  }
  const waits: number[] = [];
  const endsAt = performance.now() + load.seconds * 1_000;
  const startedAt = performance.now();
  let next = 0;
  const one = async (share: number) => {
    const socket = new WebSocket(`ws://127.0.0.1:${load.port}/v1/stream?key=${load.key}`, { perMessageDeflate: false });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const sentAt: number[] = [];
    let heard: () => void = () => undefined;
    let counted = 0;
    socket.on('message', (text: Buffer) => {
      counted += countOf(text.toString());
      // Frames are acknowledged in their order; one acknowledgement may speak of several.
      while (counted >= load.signalsInFrame) {
        counted -= load.signalsInFrame;
        waits.push(performance.now() - sentAt.shift()!);
      }
      heard();
    });
    const send = () => {
      sentAt.push(performance.now());
      socket.send(frames[next++ % frames.length]!);
    };
    const everyMs = load.rate === undefined ? 0 : (1_000 * load.signalsInFrame * load.connections) / load.rate;
    let dueAt = performance.now() + everyMs * share;
    const isOver = () => (load.once ? next >= frames.length : performance.now() >= endsAt);
    while (!isOver()) {
      while (sentAt.length < load.window && performance.now() >= dueAt && !isOver()) {
        send();
        dueAt += everyMs;
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(20, Math.max(1, dueAt - performance.now())));
        heard = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    while (sentAt.length > 0) await new Promise<void>((resolve) => (heard = resolve));
    socket.close();
  };
  await Promise.all(Array.from({ length: load.connections }, (_, i) => one(i / load.connections)));
  const seconds = (performance.now() - startedAt) / 1_000;
  const acknowledged = waits.length * load.signalsInFrame;
  waits.sort((a, b) => a - b);
  const at = (share: number) => Math.round((waits[Math.floor(waits.length * share)] ?? 0) * 10) / 10;
  return {
    acknowledged,
    seconds,
    perSecond: Math.round(acknowledged / seconds),
    ackP50Ms: at(0.5),
    ackP99Ms: at(0.99),
  };
}

/** How many signals an answer acknowledges: ours names them, the bare socket counts them. */
function countOf(text: string): number {
  const { accepted, rejected = [] } = JSON.parse(text) as {
    accepted?: readonly string[] | number;
    rejected?: readonly unknown[];
  };
  if (accepted === undefined || rejected.length > 0) throw new Error(`refused: ${text.slice(0, 500)}`);
  return typeof accepted === 'number' ? accepted : accepted.length;
}
