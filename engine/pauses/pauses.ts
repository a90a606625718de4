import type { Log } from '../contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import type { Pause, Pauses, PauseTarget } from './contract.ts';

/** A hash: target → JSON of its pause. */
const KEY = 'kairos:pauses';
/** The channel on which a change is announced. */
const ANNOUNCED = 'kairos:pauses';
const POLL_MS = 1_000;

export interface PausesParts {
  readonly redis: RedisStore;
  readonly log: Log;
  /** How often to look for a change whose announcement got lost. */
  readonly pollMs?: number;
}

/** Opens the pauses: reads them, and follows the changes of every engine. Rejects when Redis does not answer. */
export async function openPauses({ redis, log, pollMs = POLL_MS }: PausesParts): Promise<Pauses> {
  const connection = redis.connect('api');
  const watchers = new Set<() => void>();
  let stored = '';
  let current: ReadonlyMap<PauseTarget, Pause> = new Map();
  const read = async () => {
    const entries = Object.entries(await connection.hgetall(KEY)).sort(([a], [b]) => (a < b ? -1 : 1));
    const text = JSON.stringify(entries);
    if (text === stored) return;
    stored = text;
    current = new Map(entries.map(([what, pause]) => [what as PauseTarget, JSON.parse(pause) as Pause]));
    for (const changed of watchers) changed();
  };
  await read();

  // A look that began before a change must not take back what a later one saw.
  let last: Promise<void> = Promise.resolve();
  let isWaiting = false;
  const look = (): Promise<void> => {
    last = last.then(() => {
      isWaiting = false;
      return read();
    });
    const looked = last;
    last = last.catch(() => undefined);
    return looked;
  };
  const follow = () => {
    if (isWaiting) return;
    isWaiting = true;
    look().catch((cause: unknown) => log.warn('cannot read the pauses, those known stay', { cause }));
  };
  const subscriber = redis.connect('subscribe');
  const heard = (channel: string) => {
    if (channel === ANNOUNCED) follow();
  };
  subscriber.on('message', heard);
  await subscriber.subscribe(ANNOUNCED);
  const timer = setInterval(follow, pollMs);

  const change = async () => {
    await connection.publish(ANNOUNCED, '');
    await look();
  };
  return {
    get current() {
      return current;
    },
    async pause(pause) {
      await connection.hsetnx(KEY, pause.what, JSON.stringify(pause));
      await change();
      return current.get(pause.what) ?? pause;
    },
    async resume(what) {
      const pause = current.get(what);
      const isPaused = (await connection.hdel(KEY, what)) === 1;
      await change();
      return isPaused ? (pause ?? { what, author: '', reason: '', at: 0 }) : undefined;
    },
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    async close() {
      clearInterval(timer);
      subscriber.off('message', heard);
      await last;
    },
  };
}
