import type { Socket } from 'node:net';
import type { ServerFrame } from '../../sdk/protocol.ts';
import { IdQueue } from './id-queue.ts';
import { eachPayload, frameOf, openWebSocket } from './web-socket.ts';

/**
 * `closed`: as much as the window lets through. `polite`: does as `busy` asks. `impolite`: sends what `busy` names
 * again at once, and all again after each cut, so that its socket always carries its whole rate.
 */
export type Manners = 'closed' | 'polite' | 'impolite';

export interface LineLoad {
  readonly port: number;
  readonly key: string;
  readonly manners: Manners;
  /** Begins each id, so that no two lines send the same. */
  readonly name: string;
  /** Signals a second that it has to send (`impolite`: that it does send); `closed` sends as fast as it is answered. */
  readonly rate: number;
  readonly seconds: number;
  readonly signalsInFrame: number;
  /** Signals without an answer at most: of `closed` its window, of the others what a phone keeps. */
  readonly mostPending: number;
  /** Everything after the id of one signal after the other, as JSON, and its kind. */
  readonly tails: readonly Tail[];
  /** Which of the tails comes first. Lines that begin with the same one send the same customers at the same time. */
  readonly firstTail: number;
}

export interface Tail {
  readonly kind: string;
  readonly text: string;
}

/** What became of what one line sent. */
export interface LineResult {
  accepted: number;
  /** Of the accepted and the duplicates, by kind. */
  readonly kinds: Record<string, number>;
  /** Told that they are stored already. */
  duplicates: number;
  busy: number;
  cuts: number;
  /** Signals sent, each as often as it was, and those that could not be kept for want of room. */
  sent: number;
  unsent: number;
  /** From the last sending, the one that was accepted, to its acknowledgement, milliseconds. */
  readonly waits: number[];
  /** When, on the clock of its process. */
  readonly answeredAt: number[];
}

const LOOK_MS = 2;
/** As the SDK. */
const MOST_UNDER_WAY = 1_000;
const LEAST_UNDER_WAY = 20;
const GROWTH = 0.25;
/** An impolite client that could not send for longer does not make up for it. */
const MOST_ARREARS_MS = 50;
/** What is under way at the end is waited for as long. */
const LINGER_MS = 2_000;

/** Nothing has happened yet; counts are added to it. */
export function emptyResult(): LineResult {
  return { accepted: 0, kinds: {}, duplicates: 0, busy: 0, cuts: 0, sent: 0, unsent: 0, waits: [], answeredAt: [] };
}

/** One connection that sends signals for some time; it stops by itself. */
export async function loadOverLine(load: LineLoad): Promise<LineResult> {
  const { manners, name, rate, signalsInFrame, mostPending, tails, firstTail } = load;
  const result = emptyResult();
  /** Without an answer, by id: when they were sent last; 0: they wait. */
  const pending = new Map<string, number>();
  const waiting = new IdQueue();
  let notBefore = 0;
  let room = MOST_UNDER_WAY;
  let made = 0;
  /** What an impolite client has sent, counted with what it was too late for. */
  let spent = 0;
  let socket: Socket | undefined;
  const startedAt = performance.now();
  const endsAt = startedAt + load.seconds * 1_000;

  const tailOf = (id: string): Tail => tails[(firstTail + Number(id.slice(id.indexOf('-') + 1))) % tails.length]!;
  const write = (ids: readonly string[]): void => {
    const now = performance.now();
    for (const id of ids) pending.set(id, now);
    const signals = ids.map((id) => `{"id":"${id}",${tailOf(id).text}`);
    socket?.write(frameOf(`{"signals":[${signals.join(',')}]}`));
    result.sent += ids.length;
  };
  const hear = (payload: Buffer): void => {
    const frame = JSON.parse(payload.toString()) as ServerFrame;
    const now = performance.now();
    if (frame.type === 'ack') {
      for (const id of frame.accepted) settle(id, now, 'accepted');
      for (const id of frame.duplicates) settle(id, now, 'duplicates');
      if (frame.rejected.length > 0) throw new Error(`rejected: ${JSON.stringify(frame.rejected[0])}`);
    } else if (frame.type === 'busy') {
      result.busy += frame.ids.length;
      for (const id of frame.ids) pending.set(id, 0);
      if (manners === 'impolite') {
        for (const id of frame.ids) waiting.push(id);
        return;
      }
      waiting.pushFront(frame.ids);
      room = Math.max(LEAST_UNDER_WAY, pending.size - waiting.length);
      notBefore = now + frame.retryAfterMs * (1 + Math.random() / 2);
    } else if (frame.type === 'error' && manners === 'closed') throw new Error(frame.reason);
  };
  const settle = (id: string, now: number, verdict: 'accepted' | 'duplicates'): void => {
    const sentAt = pending.get(id);
    if (sentAt === undefined) return;
    pending.delete(id);
    result[verdict]++;
    room = Math.min(MOST_UNDER_WAY, room + GROWTH);
    const { kind } = tailOf(id);
    result.kinds[kind] = (result.kinds[kind] ?? 0) + 1;
    if (verdict === 'duplicates') return;
    result.waits.push(now - sentAt);
    result.answeredAt.push(now);
  };
  const connect = async (): Promise<void> => {
    const mine = await openWebSocket(load.port, load.key);
    socket = mine;
    let half: Buffer = Buffer.alloc(0);
    mine.on('error', () => undefined);
    mine.on('data', (chunk: Buffer) => {
      try {
        half = eachPayload(half.length > 0 ? Buffer.concat([half, chunk]) : chunk, hear);
      } catch (cause) {
        if (manners === 'closed') throw cause;
        mine.destroy();
      }
    });
    mine.once('close', () => {
      if (socket !== mine) return;
      socket = undefined;
      result.cuts++;
      waiting.replace(pending.keys());
      if (performance.now() < endsAt) connect().catch(() => undefined);
    });
  };
  const next = (): string => {
    const id = `${name}-${made++}`;
    pending.set(id, 0);
    return id;
  };
  /** At its rate, whatever it was told; what its socket does not take at once it does not send. */
  const goOn = (socket: Socket, due: number): void => {
    spent = Math.max(spent, due - (rate / 1_000) * MOST_ARREARS_MS);
    while (spent + signalsInFrame <= due && waiting.length > 0 && socket.writableLength === 0) {
      const ids = waiting.take(signalsInFrame).filter((id) => pending.has(id));
      if (ids.length === 0) continue;
      write(ids);
      spent += ids.length;
    }
  };
  const go = (): void => {
    const now = performance.now();
    const due = manners === 'closed' ? Number.POSITIVE_INFINITY : ((now - startedAt) / 1_000) * rate;
    for (; made + signalsInFrame <= due; ) {
      if (pending.size + signalsInFrame > mostPending) {
        if (manners === 'closed') break;
        // A phone that can keep no more loses what is new.
        made += signalsInFrame;
        result.unsent += signalsInFrame;
        continue;
      }
      for (let i = 0; i < signalsInFrame; i++) waiting.push(next());
    }
    if (!socket) return;
    if (manners === 'impolite') {
      goOn(socket, due);
      return;
    }
    let underWay = pending.size - waiting.length;
    while (waiting.length > 0) {
      if (now < notBefore || underWay >= room) break;
      const whole = Math.min(signalsInFrame, waiting.length);
      const most = Math.min(whole, Math.ceil(room - underWay));
      if (most < Math.min(whole, room / 2) && underWay > 0) break;
      const ids = waiting.take(most).filter((id) => pending.has(id));
      underWay += ids.length;
      if (ids.length > 0) write(ids);
    }
  };

  await connect();
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const now = performance.now();
      if (now < endsAt) {
        go();
        return;
      }
      if (manners !== 'impolite' && pending.size > waiting.length && now < endsAt + LINGER_MS) return;
      clearInterval(timer);
      resolve();
    }, LOOK_MS);
    if (manners === 'closed') socket?.on('data', () => performance.now() < endsAt && go());
  });
  const last = socket;
  socket = undefined;
  last?.destroy();
  return result;
}
