import type { Cluster, Redis } from 'ioredis';
import type { Place } from '../../triggers/places/contract.ts';
import type { Concern, WorldChange } from '../../triggers/world/contract.ts';
import type { WhoIsWhere } from '../context/contract.ts';
import { positionOfCell } from '../context/whereabouts.ts';
import type { Clock, Log } from '../contract.ts';
import type { Live, OpenDefinitions } from '../definitions/contract.ts';
import type { Intake } from '../pipeline/contract.ts';
import type { Sighting, WaveProbe, WorldWakers } from './contract.ts';
import { startOpeningHours } from './opening-hours.ts';
import { findPeopledCells } from './peopled-cells.ts';
import { createTurnRecord, type TurnRecordParts } from './turn-record.ts';
import { concernsOf, placesAwaited, planWave } from './wave-plan.ts';
import { createWaveStore } from './wave-store.ts';
import { startWaves } from './waves.ts';
import type { OpenWorld } from './world.ts';

export interface WakersParts {
  readonly redis: Redis | Cluster;
  readonly who: WhoIsWhere;
  readonly shards: number;
  /** Whether this engine works on waves. Otherwise it only stores them for the other engines. */
  readonly works: boolean;
  readonly world: OpenWorld;
  readonly definitions: Pick<OpenDefinitions, 'live' | 'watch'>;
  readonly intake: Pick<Intake, 'offer'>;
  /** Records changes of a provider's weather. */
  readonly turns: TurnRecordParts['turns'];
  readonly clock: Clock;
  /** Opening hours are processed by `look` only; no timer does it. */
  readonly inSteps?: boolean;
  readonly probe: WaveProbe;
  readonly log: Log;
}

/** Starts to follow the world and the opening hours for the live triggers. */
export async function startWorldWakers(parts: WakersParts): Promise<WorldWakers> {
  const { redis, who, shards, world, definitions, clock, inSteps = false, probe, log } = parts;
  const awaited = createAwaited(definitions);
  const store = createWaveStore(redis);
  const waves = startWaves({
    ...parts,
    store,
    who,
    ready: world.ready,
  });
  const record = createTurnRecord(parts);
  const sighted = async (sighting: Sighting) => {
    const boxes = planWave(sighting, awaited().concerns, definitions.live.places);
    const { turn } = sighting;
    if (turn && (boxes.length > 0 || turn.before.weather.condition !== turn.after.weather.condition))
      await record(turn);
    if (boxes.length === 0) return;
    const { id, at, cause } = sighting;
    if (await waves.begin({ id, at, receivedAt: clock.wall(), cause, boxes })) probe.noticed(cause.what);
  };
  world.follow(sighted);
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
    visited(cell) {
      if (awaited().kinds.has('weather')) world.visit(positionOfCell(cell));
    },
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

/** The world changes that the live triggers wait for; computed once for each publish. */
interface Awaited {
  readonly live: Live;
  readonly concerns: readonly Concern[];
  readonly kinds: ReadonlySet<WorldChange['what']>;
  /** The places whose opening or closing a live trigger waits for. */
  readonly places: readonly Place[];
}

function createAwaited(definitions: { readonly live: Live }): () => Awaited {
  let made: Awaited | undefined;
  return () => {
    const { live } = definitions;
    if (made?.live !== live) {
      const concerns = concernsOf(live.matcher.triggers.values());
      const places = placesAwaited(concerns, live.places);
      made = { live, concerns, kinds: new Set(concerns.map(({ what }) => what)), places };
    }
    return made;
  };
}
