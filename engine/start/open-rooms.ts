import { hostname } from 'node:os';
import type { CloseList } from '../contract.ts';
import type { AccountTrouble } from '../dispatch/contract.ts';
import type { ChannelWord } from '../health/contract.ts';
import { startHeartbeat } from '../health/heartbeat.ts';
import { openGround } from './open-ground.ts';
import { openOutgoing } from './open-outgoing.ts';
import { openPresent } from './open-present.ts';
import { openScene } from './open-scene.ts';
import type { RoomsParts } from './rooms-parts.ts';
import { startMoving } from './start-moving.ts';

/** Everything between the stores and the ports. */
export type Rooms = Awaited<ReturnType<typeof openRooms>>;

/**
 * The second stage of a start: opens the rooms from left to right. These are definitions, keys, the world, delivery,
 * the pipeline, the clockwork, which only the roles `ingest` and `dispatch` have, and the wakers.
 */
export async function openRooms(parts: RoomsParts, closers: CloseList) {
  const ground = await openGround(parts, closers);
  const scene = await openScene(parts, ground, closers);
  const { woken, present } = await openPresent(parts, ground, scene, closers);
  const outgoing = openOutgoing(parts, ground, scene, present, closers);
  const { readChannels, sent, links, delivery, hooks } = outgoing;
  const moving = await startMoving(parts, { ground, scene, woken, present, delivery }, closers);
  const { engine, feed, trails, metrics, outcomes$, definitions, pauses, keys, secrets } = ground;
  const { api: redis, contexts } = scene;
  const readAll = () => withTroubles(readChannels(), delivery.troublesOf);
  await startSayingAlive(parts, { redis, engine, readChannels: readAll }, closers);
  return {
    ...{ feed, trails, metrics, outcomes$, definitions, pauses, keys, secrets },
    ...{ sent, hooks, links, contexts, present, delivery },
    ...moving,
  };
}

/** Adds to what is known of channels which of their accounts get nothing for now. */
function withTroubles(
  words: Readonly<Record<string, ChannelWord>>,
  troublesOf: (channel: string) => readonly AccountTrouble[],
): Readonly<Record<string, ChannelWord>> {
  return Object.fromEntries(
    Object.entries(words).map(([name, word]) => {
      const troubles = troublesOf(name);
      return [name, troubles.length > 0 ? { ...word, troubles } : word];
    }),
  );
}

/** Starts the heartbeat, by which the others know this engine and what it does. */
async function startSayingAlive(
  { settings, has, clock, outcomes }: RoomsParts,
  { redis, engine, readChannels }: AliveParts,
  closers: CloseList,
): Promise<void> {
  const { sink } = outcomes ?? {};
  const { roles } = settings;
  const self = { id: engine, host: hostname(), roles, startedAt: clock.wall() };
  const say = async () => {
    const lag = await sink?.lag().catch(() => undefined);
    return { ...self, channels: has('dispatch') ? readChannels() : {}, ...(lag && { sink: lag }) };
  };
  closers.add(await startHeartbeat({ redis, clock, say }));
}

interface AliveParts {
  readonly redis: Parameters<typeof startHeartbeat>[0]['redis'];
  readonly engine: string;
  readonly readChannels: () => Readonly<Record<string, ChannelWord>>;
}
