import { createContexts } from '../context/store.ts';
import type { CloseList } from '../contract.ts';
import { createAwaitedChanges } from '../world/awaited-changes.ts';
import { createOpenMeteo } from '../world/open-meteo.ts';
import { takeSightings } from '../world/take-sightings.ts';
import { createWaveKeeper } from '../world/wave-keeper.ts';
import { createWaveStore } from '../world/wave-store.ts';
import { openWorld } from '../world/world.ts';
import type { Ground } from './open-ground.ts';
import type { RoomsParts } from './rooms-parts.ts';

/** What is known of customers, and of the world that they are in. */
export type Scene = Awaited<ReturnType<typeof openScene>>;

/** Opens the contexts of customers and the world. */
export async function openScene(parts: RoomsParts, { definitions, metrics }: Ground, closers: CloseList) {
  const { settings, clock, log, redis, language } = parts;
  // One connection for all that is on the way of a signal: what goes out in one turn goes out in one write.
  const hot = redis.connect('hot');
  const api = redis.connect('api');
  const contexts = createContexts(hot, settings.shards);
  const { shards, turns } = contexts;
  const awaited = createAwaitedChanges(definitions);
  const waveStore = createWaveStore(api);
  const waves = createWaveKeeper(waveStore, shards, log);
  const sighted = takeSightings({ awaited, waves, turns, clock, probe: metrics.waves });
  const weather = settings.weatherUrl === 'off' ? {} : { provider: createOpenMeteo(settings.weatherUrl, fetch) };
  const world = closers.add(
    await openWorld({ redis, kinds: language.vocabulary.signals, clock, log, sighted, ...weather }),
  );
  return { hot, api, contexts, awaited, waveStore, waves, sighted, world };
}
