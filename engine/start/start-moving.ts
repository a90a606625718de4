import { createKnownCustomers } from '../context/known-customers.ts';
import { createWhoIsWhere } from '../context/who-is-where.ts';
import type { CloseList } from '../contract.ts';
import { startHolidaysAhead } from '../definitions/holidays-ahead.ts';
import { MOST_BACKLOG, MOST_WAITING } from '../limits.ts';
import { startBeginnings } from '../pipeline/beginnings.ts';
import { startClockwork } from '../pipeline/clockwork.ts';
import { createEnqueue } from '../pipeline/enqueue.ts';
import { startPipeline } from '../pipeline/pipeline.ts';
import { startWokenWriter } from '../pipeline/woken/write-woken.ts';
import { noteVisits } from '../world/note-visits.ts';
import { startWorldWakers } from '../world/wakers.ts';
import type { Ground } from './open-ground.ts';
import type { Outgoing } from './open-outgoing.ts';
import type { Present } from './open-present.ts';
import type { Scene } from './open-scene.ts';
import type { RoomsParts } from './rooms-parts.ts';

/** Starts the pipeline, the clockwork and the wakers of the world: from here on signals are taken. */
export async function startMoving(parts: RoomsParts, rooms: MovingParts, closers: CloseList) {
  const { settings, has, clock, log, inSteps, room, language } = parts;
  const { ground, scene, woken, present, delivery } = rooms;
  const { engine, definitions, metrics, probe } = ground;
  const { api, contexts, awaited, waveStore, waves, sighted, world } = scene;
  const { queue } = delivery;
  const pipeline = startPipeline({
    contexts,
    kinds: language.vocabulary.signals,
    batchView: present.batchView,
    takeWorld: world.take,
    reach: definitions.reach,
    visited: noteVisits(world, awaited),
    queue,
    clock,
    probe,
    mostWaiting: MOST_WAITING,
    mostBacklog: MOST_BACKLOG,
    hasRoom: () => !room.isScarce,
  });
  closers.add(startWokenWriter({ redis: api, shards: settings.shards, run: engine, tally: woken, log }));
  closers.add(pipeline, 'the pipeline');

  const works = has('ingest', 'dispatch');
  const enqueue = createEnqueue({ contexts, queue, clock, probe }).whole;
  const clockwork = works ? startClock(parts, { ...rooms, push: pipeline.push, enqueue }, closers) : undefined;
  const wakers = closers.add(
    await startWorldWakers({
      redis: api,
      who: createWhoIsWhere(api),
      shards: contexts.shards,
      works,
      world,
      definitions,
      awaited,
      store: waveStore,
      kept$: waves.kept$,
      sighted,
      intake: pipeline,
      clock,
      inSteps,
      probe: metrics.waves,
      log,
    }),
  );
  return { pipeline, enqueue, clockwork, wakers };
}

interface MovingParts {
  readonly ground: Ground;
  readonly scene: Scene;
  readonly woken: Present['woken'];
  readonly present: Present['present'];
  readonly delivery: Outgoing['delivery'];
}

interface ClockParts extends MovingParts {
  readonly push: ReturnType<typeof startPipeline>['push'];
  readonly enqueue: ReturnType<typeof createEnqueue>['whole'];
}

/** Starts what is due by the clock alone. */
function startClock(
  { clock, inSteps, log }: RoomsParts,
  { ground: { definitions }, scene: { api, contexts }, delivery: { wake }, push, enqueue }: ClockParts,
  closers: CloseList,
) {
  closers.add(startHolidaysAhead(definitions, clock));
  const started = closers.add(startClockwork({ contexts, push, enqueue, wake, clock, inSteps, log }));
  const live = () => definitions.live;
  closers.add(startBeginnings({ redis: api, known: createKnownCustomers(api), live, push, clock, log }));
  return started;
}
