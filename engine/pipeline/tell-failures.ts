import type { Clock, Log } from '../contract.ts';
import type { PipelineProbe } from './contract.ts';

const SAY_AGAIN_MS = 60_000;

/** Tells the operator of a stage that fails: at once, then now and again with how many signals it was about since. */
export function tellFailures(log: Log, clock: Pick<Clock, 'wall'>): PipelineProbe['failed'] {
  const stages = new Map<string, { saidAt: number; signals: number }>();
  return (stage, signals, cause) => {
    const standing = stages.get(stage) ?? { saidAt: Number.NEGATIVE_INFINITY, signals: 0 };
    stages.set(stage, standing);
    standing.signals += signals;
    if (clock.wall() - standing.saidAt < SAY_AGAIN_MS) return;
    log.error(`the stage '${stage}' of the pipeline failed`, { signals: standing.signals, cause });
    Object.assign(standing, { saidAt: clock.wall(), signals: 0 });
  };
}
