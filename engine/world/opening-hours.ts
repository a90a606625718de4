import { setImmediate as nextLoop } from 'node:timers/promises';
import type { Cluster, Redis } from 'ioredis';
import type { Place, Turn } from '../../triggers/places/contract.ts';
import { nextTurn } from '../../triggers/places/next-turn.ts';
import { TIME_RULE } from '../../triggers/time/lateness.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import type { PlaceTurn, Sighting } from './contract.ts';
import { sightingsOf } from './place-turns.ts';

/** The time until which opening hours were processed, for engines that start later. */
const LOOKED = 'kairos:hours:looked';
const LOOK_EVERY_MS = 500;
const NOTE_EVERY_MS = 30_000;
const PLACES_IN_SLICE = 500;

export interface HoursParts {
  readonly redis: Redis | Cluster;
  /** The places whose hours a live trigger waits for; a new array after each change. */
  readonly places: () => readonly Place[];
  readonly sighted: (sighting: Sighting) => Promise<void>;
  readonly clock: Clock;
  /** Only `look` looks; no timer does. */
  readonly inSteps?: boolean;
  readonly log: Log;
}

export interface OpeningHours extends Closable {
  /** Processes the hours up to now. Says whether a place opened or closed. */
  look(): Promise<boolean>;
}

/**
 * Starts to notice places that open or close. Each opening is noticed once for the place, however many customers and
 * engines there are.
 */
export async function startOpeningHours({
  redis,
  places,
  sighted,
  clock,
  inSteps,
  log,
}: HoursParts): Promise<OpeningHours> {
  let known: readonly Place[] = [];
  let awaited: readonly PlaceTurn[] = [];
  let lookedAt = Math.max(Number((await redis.get(LOOKED)) ?? clock.now()), clock.now() - TIME_RULE.lateMs);
  let notedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<unknown> | undefined;

  const look = async () => {
    const now = clock.now();
    if (places() !== known) {
      known = places();
      awaited = await awaitedOf(known, lookedAt);
    }
    const due = awaited.filter(({ at }) => at <= now);
    for (const sighting of sightingsOf(due)) await sighted(sighting);
    if (due.length > 0) {
      const again = due.map(({ place, at }) => ({ place, at }));
      awaited = [...awaited.filter(({ at }) => at > now), ...(await nextOf(again))];
    }
    lookedAt = Math.max(lookedAt, now);
    if (known.length > 0 && (due.length > 0 || now - notedAt >= NOTE_EVERY_MS)) {
      notedAt = now;
      await redis.set(LOOKED, lookedAt);
    }
    return due.length > 0;
  };
  const timer = setInterval(() => {
    if (inSteps) return;
    looking ??= look()
      .catch((cause: unknown) => log.warn('looking at opening hours failed; trying again', { cause }))
      .finally(() => {
        looking = undefined;
      });
  }, LOOK_EVERY_MS).unref();
  return {
    look,
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}

function awaitedOf(places: readonly Place[], after: number): Promise<readonly PlaceTurn[]> {
  return nextOf(places.map((place) => ({ place, at: after })));
}

/**
 * Returns the next opening or closing of each place after an instant. Branches with the same hours are computed once.
 */
async function nextOf(
  places: readonly { readonly place: Place; readonly at: number }[],
): Promise<readonly PlaceTurn[]> {
  const turns = new Map<string, Turn | undefined>();
  const awaited: PlaceTurn[] = [];
  for (const [i, { place, at }] of places.entries()) {
    if (i % PLACES_IN_SLICE === PLACES_IN_SLICE - 1) await nextLoop();
    if (!place.hours) continue;
    const key = JSON.stringify([place.hours, place.zone, at]);
    if (!turns.has(key)) turns.set(key, nextTurn(place.hours, place.zone, at));
    const turn = turns.get(key);
    if (turn) awaited.push({ ...turn, place });
  }
  return awaited;
}
