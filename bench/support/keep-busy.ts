import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Tail } from './overload-line.ts';
import { cpuMicros } from './usage.ts';
import { eachPayload, frameOf } from './web-socket.ts';

/** What a client does with its signals and answers, with nobody at the other end. */
export interface BusyWork {
  /** CPU seconds a second. */
  readonly share: number;
  readonly seconds: number;
  readonly tails: readonly Tail[];
}

const SIGNALS_IN_FRAME = 40;
/** As many as ten lines keep. */
const MOST_PENDING = 100_000;
const LOOK_MS = 2;

/** Uses a share of a core, or as much of it as there is, as clients do: frames, ids that wait, answers. */
export async function keepBusy({ share, seconds, tails }: BusyWork): Promise<void> {
  const startedAt = performance.now();
  const before = cpuMicros();
  const pending = new Map<string, number>();
  let made = 0;
  while (performance.now() - startedAt < seconds * 1_000) {
    const used = (cpuMicros() - before) / 1_000;
    if (used >= share * (performance.now() - startedAt)) {
      await pause(LOOK_MS);
      continue;
    }
    const ids = Array.from({ length: SIGNALS_IN_FRAME }, () => `busy-${made++}`);
    const signals = ids.map((id, i) => `{"id":"${id}",${tails[(made + i) % tails.length]!.text}`);
    for (const id of ids) pending.set(id, made);
    eachPayload(frameOf(`{"signals":[${signals.join(',')}]}`), () => undefined);
    const { accepted } = JSON.parse(`{"type":"ack","accepted":${JSON.stringify(ids)}}`) as { accepted: string[] };
    if (pending.size > MOST_PENDING) {
      let left = accepted.length;
      for (const id of pending.keys()) {
        if (left-- === 0) break;
        pending.delete(id);
      }
    }
    await nextTurn();
  }
}
