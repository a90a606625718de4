import type { Clock, Closable, Log } from '../contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import type { LiveFeed } from './contract.ts';
import { SecondTally } from './tally-second.ts';

/** Engines send their seconds here while someone looks. */
export const SECONDS = 'kairos:live';
/** Who looks says so here, again and again. */
export const WANTED = 'kairos:live-wanted';
/** An engine goes on sending for so long after it was last asked. */
export const WANTED_MS = 10_000;
const SECOND_MS = 1_000;

export interface LiveFeedParts {
  readonly redis: Pick<RedisStore, 'connect'>;
  readonly engine: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly random?: () => number;
}

/**
 * Starts an engine's feed of seconds. It listens for someone who looks, which costs nothing; only then it counts, and
 * publishes one message a second.
 */
export async function startLiveFeed({
  redis,
  engine,
  clock,
  log,
  random = Math.random,
}: LiveFeedParts): Promise<LiveFeed & Closable> {
  const listening = redis.connect('subscribe');
  const sending = redis.connect('api');
  const tally = new SecondTally(engine, random);
  let wantedUntil = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const send = () => {
    const second = tally.end(clock.wall());
    if (clock.wall() > wantedUntil) {
      clearInterval(timer);
      timer = undefined;
      return;
    }
    sending
      .publish(SECONDS, JSON.stringify(second))
      .catch((cause: unknown) => log.warn('what happens could not be shown live', { cause }));
  };
  listening.on('message', () => {
    wantedUntil = clock.wall() + WANTED_MS;
    timer ??= setInterval(send, SECOND_MS);
  });
  await listening.subscribe(WANTED);
  return {
    get isWatched() {
      return timer !== undefined;
    },
    settled: (elapsedMs) => timer && tally.settled(elapsedMs),
    decided: (decision) => timer && tally.decided(decision),
    located: (position) => timer && tally.located(position),
    async close() {
      clearInterval(timer);
      timer = undefined;
      listening.disconnect();
    },
  };
}
