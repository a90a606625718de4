import type { Rooms } from './open-rooms.ts';
import type { Stores } from './open-stores.ts';

/** Hands the metrics what they read when they are asked for. */
export function watchGauges({ outcomes, room }: Stores, rooms: Rooms): void {
  const { metrics, pipeline, contexts, delivery, wakers, definitions } = rooms;
  metrics.watch({
    waiting: () => pipeline.waiting,
    streamLag: async () => (await outcomes?.sink?.lag().catch(() => undefined))?.entries ?? contexts.backlog,
    redisUsed: () => room.used ?? 0,
    deliveriesWaiting: () => delivery.waiting(),
    timersArmed: () => contexts.armed(),
    waves: () => wakers.waves(),
    revision: () => definitions.live.revision,
    revisionLag: () => Math.max(0, (definitions.behind?.revision ?? 0) - definitions.live.revision),
  });
}
