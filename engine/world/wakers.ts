import type { Cluster, Redis } from 'ioredis';
import type { WhoIsWhere } from '../context/contract.ts';
import { positionOfCell } from '../context/whereabouts.ts';
import type { Clock, Log } from '../contract.ts';
import type { OpenDefinitions } from '../definitions/contract.ts';
import type { Intake } from '../pipeline/contract.ts';
import type { AwaitedChanges } from './awaited-changes.ts';
import type { Sighting, WaveProbe, WorldWakers } from './contract.ts';
import { startOpeningHours } from './opening-hours.ts';
import { findPeopledCells } from './peopled-cells.ts';
import type { WaveKeeper } from './wave-keeper.ts';
import type { WaveStore } from './wave-store.ts';
import { startWaves } from './waves.ts';
import type { OpenWorld } from './world.ts';

export interface WakersParts {
  readonly redis: Redis | Cluster;
  readonly who: WhoIsWhere;
  readonly shards: number;
  /** Whether this engine works on waves. Otherwise it only stores them for the other engines. */
  readonly works: boolean;
  readonly world: Pick<OpenWorld, 'ready' | 'visit'>;
  readonly definitions: Pick<OpenDefinitions, 'watch'>;
  readonly awaited: () => AwaitedChanges;
  readonly store: WaveStore;
  readonly kept$: WaveKeeper['kept$'];
  /** Takes each place that opened or closed; see `take-sightings.ts`. */
  readonly sighted: (sighting: Sighting) => Promise<void>;
  readonly intake: Pick<Intake, 'offer'>;
  readonly clock: Clock;
  /** Opening hours are processed by `look` only; no timer does it. */
  readonly inSteps?: boolean;
  readonly probe: Omit<WaveProbe, 'noticed'>;
  readonly log: Log;
}

/** Starts to follow the world and the opening hours for the live triggers. */
export async function startWorldWakers(parts: WakersParts): Promise<WorldWakers> {
  const { redis, who, shards, world, definitions, awaited, store, sighted, clock, inSteps = false, log } = parts;
  const waves = startWaves({ ...parts, ready: world.ready });
  const hours = await startOpeningHours({ redis, places: () => awaited().places, sighted, clock, inSteps, log });
  let isClosed = false;
  let looksAfterWeather = false;
  const begin = async () => {
    const looked = looksAfterWeather;
    looksAfterWeather = parts.works && awaited().kinds.has('weather');
    if (looked || !looksAfterWeather) return;
    for await (const cell of findPeopledCells(who, shards, clock.now())) {
      if (isClosed) return;
      world.visit(positionOfCell(cell));
    }
  };
  const beginSoon = () =>
    begin().catch((cause: unknown) =>
      log.warn('the weather is kept fresh only where the next fixes come from', { cause }),
    );
  let begun = beginSoon();
  // A publish can bring the first trigger that waits for the weather.
  const unwatch = definitions.watch(() => {
    begun = begun.then(beginSoon);
  });
  return {
    idle: waves.idle,
    look: hours.look,
    begun: () => begun,
    async waves() {
      const counts = await Promise.all(Array.from({ length: shards }, (_, shard) => store.count(shard)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async close() {
      isClosed = true;
      unwatch();
      await begun;
      await hours.close();
      await waves.close();
    },
  };
}
