import type { Settings } from '../../config/settings.ts';
import { createKnownCustomers } from '../context/known-customers.ts';
import type { Clock, CloseList, Log } from '../contract.ts';
import { startIndexWalk } from '../customers/index-walk.ts';
import type { Outcomes } from '../outcomes/contract.ts';
import { createHistories } from '../studies/history.ts';
import { startKeptBackTests } from '../studies/kept/kept-back-tests.ts';
import { createCountSegments } from '../studies/segments/count-segments.ts';
import { createRecordings } from '../studies/stored-signals.ts';
import type { Rooms } from './open-rooms.ts';
import type { Stores } from './open-stores.ts';

interface StudiesParts extends Pick<Stores, 'redis' | 'language'>, Pick<Rooms, 'contexts' | 'definitions' | 'present'> {
  readonly settings: Settings;
  readonly outcomes: Outcomes;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Starts what looks at many customers in the background: back-tests, the walk that fills the index, and the counts of
 * segments.
 */
export function startStudies(parts: StudiesParts, closers: CloseList) {
  const { settings, redis, outcomes, contexts, definitions, language, present, clock, log } = parts;
  const { store } = outcomes;
  const histories = createHistories(store);
  const recordings = createRecordings(store, language.vocabulary.signals);
  const backTests = closers.add(
    startKeptBackTests({
      redis,
      definitions,
      recordings,
      histories,
      vocabulary: language.vocabulary,
      channels: language.channels,
      zoneAt: present.world().zoneAt,
      read: contexts.read,
      positionDecimals: settings.positionDecimals,
      clock,
      log,
    }),
    'the back-tests',
  );
  const walking = redis.connect('api');
  const { read, isErased } = contexts;
  closers.add(
    startIndexWalk({ redis: walking, known: createKnownCustomers(walking), read, isErased, store, clock, log }),
  );
  const segments = closers.add(
    createCountSegments({
      redis: walking,
      known: createKnownCustomers(walking),
      read,
      live: () => definitions.live,
      world: present.world(),
      addressOf: present.addressOf,
      clock,
      log,
    }),
    'counting segments',
  );
  return { histories, recordings, backTests, segments };
}
