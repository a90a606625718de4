import { newId } from '../outgoing-signal.ts';
import type { AppOptions, Kept, Platform } from './contract.ts';
import { createIdentity } from './identity.ts';
import { createPermits } from './permits.ts';
import { createProblems } from './problems.ts';
import { openProfile } from './profile.ts';
import type { Queue } from './queue.ts';
import { createTally } from './tally.ts';
import { waysName } from './ways.ts';

/** What the parts of an app's SDK share. */
export type AppParts = ReturnType<typeof createAppParts>;

/** Creates what is there before the store is open: who the customer is, what they permit, what is counted and told. */
export function createAppParts(options: AppOptions, platform: Platform) {
  const problems = createProblems(
    options.onProblem ?? ((reason) => platform.isDevelopment && platform.warn(`kairos: ${reason}`)),
  );
  const profile = openProfile(platform.texts, `kairos:${options.key}:profile`, newId, problems.tell);
  const door: Door = {
    early: [],
    whenOpen(run) {
      if (door.queue) run();
      else door.early.push(run);
    },
  };
  const permits = createPermits<Kept>(
    options.purposeOf,
    () => profile.now,
    (kept) => door.queue?.add(kept),
  );
  const forgetWays = (): void => profile.remove(waysName(options.key));
  return {
    ...{ options, platform, problems, profile, door, permits, forgetWays },
    tally: createTally(problems.tell),
    identity: createIdentity(profile, platform.tabs, problems, () => permits.mayStore, forgetWays),
    /** Whether nothing of this customer may be told. */
    isOut: (): boolean => profile.now.isOptedOut || (options.respectDoNotTrack === true && platform.isTrackingUnwanted),
  };
}

/** The way to the queue: what comes before the store is open waits. */
interface Door {
  queue?: Queue;
  isClosed?: boolean;
  /** What was told before. */
  readonly early: (() => void)[];
  whenOpen(run: () => void): void;
}
