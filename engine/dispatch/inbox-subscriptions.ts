import type { Cluster, Redis } from 'ioredis';

/** Watches inboxes over one subscribing connection. */
export interface InboxSubscriptions {
  /**
   * Calls `arrived` whenever a message may have come, and once when the subscription holds, as one may have come
   * before. Returns a function that stops it.
   */
  watch(channel: string, arrived: () => void): () => void;
  /** Calls the watchers of a channel after a while. */
  remind(channel: string, afterMs: number): void;
}

/** Starts watching over a connection of use `subscribe`, which must serve nothing else. */
export function subscribeInboxes(redis: Redis | Cluster): InboxSubscriptions {
  const watchers = new Map<string, Set<() => void>>();
  const reminders = new Map<string, NodeJS.Timeout>();
  const call = (channel: string) => {
    for (const arrived of watchers.get(channel) ?? []) arrived();
  };
  const subscribe = (channels: readonly string[]) => {
    // Rejected only when the connection is closed for good, and then nobody waits any more.
    redis.subscribe(...channels).then(
      () => channels.forEach(call),
      () => undefined,
    );
  };
  redis.on('message', call);
  // What was published while the connection was away was not heard.
  let hasBeenReady = redis.status === 'ready';
  redis.on('ready', () => {
    if (hasBeenReady && watchers.size > 0) subscribe([...watchers.keys()]);
    hasBeenReady = true;
  });

  return {
    watch(channel, arrived) {
      const watching = watchers.get(channel) ?? new Set();
      // Its own function, as the same one may watch twice.
      const one = () => arrived();
      watching.add(one);
      if (!watchers.has(channel)) {
        watchers.set(channel, watching);
        subscribe([channel]);
      }
      return () => {
        watching.delete(one);
        if (watching.size > 0 || watchers.get(channel) !== watching) return;
        watchers.delete(channel);
        clearTimeout(reminders.get(channel));
        reminders.delete(channel);
        redis.unsubscribe(channel).catch(() => undefined); // closed for good: then it is unsubscribed, too
      };
    },
    remind(channel, afterMs) {
      if (!watchers.has(channel)) return;
      clearTimeout(reminders.get(channel));
      const timer = setTimeout(
        () => {
          reminders.delete(channel);
          call(channel);
        },
        Math.max(0, afterMs),
      );
      reminders.set(channel, timer.unref());
    },
  };
}
