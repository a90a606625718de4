import { randomBytes } from 'node:crypto';
import { Subject } from 'rxjs';
import { openKeys } from '../access/keys.ts';
import { createMetrics } from '../api/metrics.ts';
import type { Clock, CloseList, Log } from '../contract.ts';
import { createCompiler } from '../definitions/compile.ts';
import { openDefinitions } from '../definitions/definitions.ts';
import { seedWorkspace } from '../definitions/seed.ts';
import { startDebugTrails } from '../live/debug-trails.ts';
import { startLiveFeed } from '../live/live-feed.ts';
import { watchProbe } from '../live/watch-intake.ts';
import type { Outcome } from '../outcomes/contract.ts';
import { openPauses } from '../pauses/pauses.ts';
import type { PipelineProbe } from '../pipeline/contract.ts';
import { tellFailures } from '../pipeline/tell-failures.ts';
import { findSealingKeys } from '../secrets/sealing-keys.ts';
import { openSecrets } from '../secrets/secrets.ts';
import { zoneAt } from '../zone-at.ts';
import type { RoomsParts } from './rooms-parts.ts';

/** What every room stands on: what is watched, paused and kept secret, what is defined, and who may ask. */
export type Ground = Awaited<ReturnType<typeof openGround>>;

/** Opens the ground: the live feed, pauses, secrets, definitions and keys. */
export async function openGround(parts: RoomsParts, closers: CloseList) {
  const { settings, clock, log, redis, language } = parts;
  const metrics = createMetrics();
  const outcomes$ = new Subject<Outcome>();
  const engine = randomBytes(4).toString('hex');
  const feed = closers.add(await startLiveFeed({ redis, engine, clock, log }));
  const trails = closers.add(await startDebugTrails({ redis, clock, log }));
  const probe = watchProbe(createProbe(metrics, outcomes$, log, clock), feed, trails);
  const pauses = closers.add(await openPauses({ redis, log }));
  const isPaused = (trigger: string) => pauses.current.has(`trigger:${trigger}`);
  const sealing = { keys: await findSealingKeys(settings), clock, log };
  const secrets = closers.add(await openSecrets(redis.connect('api'), sealing));
  const providing = { fromEnvironment: settings.providers, reveal: secrets.reveal };
  const compile = createCompiler({ ...language, ...providing, zoneAt, isPaused });
  const definitions = closers.add(await openDefinitions({ redis, compile, log }));
  await seedWorkspace(definitions, settings, log);
  const keys = closers.add(await openKeys(redis.connect('api'), { settings, clock, log, show: parts.showKeys }));

  return { engine, metrics, outcomes$, feed, trails, probe, pauses, secrets, providing, definitions, keys };
}

/** Creates the probe that counts, tells the log of failed stages, and emits stored rows. */
function createProbe(counts: PipelineProbe, outcomes$: Subject<Outcome>, log: Log, clock: Clock): PipelineProbe {
  const tellFailed = tellFailures(log, clock);
  return {
    ...counts,
    failed(stage, signals, cause) {
      counts.failed(stage, signals, cause);
      tellFailed(stage, signals, cause);
    },
    happened(outcome) {
      counts.happened(outcome);
      outcomes$.next(outcome);
    },
  };
}
