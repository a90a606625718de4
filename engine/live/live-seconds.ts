import type { Cluster, Redis } from 'ioredis';
import type { Closable } from '../contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import type { LiveSecond, LiveSeconds } from './contract.ts';
import { SECONDS, WANTED, WANTED_MS } from './live-feed.ts';

/** Asked for again well before engines stop sending. */
const ASK_EVERY_MS = WANTED_MS / 3;

/**
 * The seconds of all engines, for those who look at this one: engines are asked for them only while there is someone.
 */
export function createLiveSeconds(redis: Pick<RedisStore, 'connect'>): LiveSeconds & Closable {
  const followers = new Set<(second: LiveSecond) => void>();
  let listening: Redis | Cluster | undefined;
  let asking: ReturnType<typeof setInterval> | undefined;
  const sending = redis.connect('api');
  const ask = () => void sending.publish(WANTED, '').catch(() => undefined); // asked again soon
  const begin = () => {
    listening = redis.connect('subscribe');
    listening.on('message', (_channel: string, text: string) => {
      const second = JSON.parse(text) as LiveSecond;
      for (const tell of followers) tell(second);
    });
    listening.subscribe(SECONDS).catch(() => undefined); // ioredis subscribes again once it is connected
    ask();
    asking = setInterval(ask, ASK_EVERY_MS);
  };
  const end = () => {
    clearInterval(asking);
    listening?.disconnect();
    listening = undefined;
  };
  return {
    follow(tell) {
      followers.add(tell);
      if (followers.size === 1) begin();
      return () => {
        if (followers.delete(tell) && followers.size === 0) end();
      };
    },
    async close() {
      followers.clear();
      end();
    },
  };
}
