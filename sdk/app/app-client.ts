import { newId } from '../outgoing-signal.ts';
import type { SignalInput } from '../protocol.ts';
import { type AppParts, createAppParts } from './app-parts.ts';
import type { AppClient, AppOptions, Counts, Inside, Platform } from './contract.ts';
import { createFarewell } from './farewell.ts';
import { newProfile } from './profile.ts';
import { type RunningQueue, startQueue } from './start-queue.ts';
import { createTakeIn } from './take-in.ts';
import { createVerbs } from './verbs.ts';

const POLL_MS = 25;
const POSITION: SignalInput = { kind: 'location' };

/** Creates the SDK of an app on a platform. Never throws: what is wrong is told as a problem. */
export function createAppClient(options: AppOptions, platform: Platform): Inside {
  const parts = createAppParts(options, platform);
  const { problems, profile, permits, identity, tally, door, isOut } = parts;
  const { now, tabs } = platform;
  const running = startQueue(parts);
  const farewell = createFarewell(options, platform);
  const takeIn = createTakeIn(options, platform);
  const take = (signal: SignalInput, toldAt: number): void => {
    const taken = takeIn(signal, toldAt, identity.customer, profile.now.skewMs);
    if (isOut() || door.isClosed) tally.drop(1);
    else if ('reason' in taken) tally.settle({ id: '', verdict: 'rejected', reason: taken.reason });
    else {
      tally.tell({ id: taken.id, text: taken.text, verdict: 'waiting' });
      if (!permits.ask(signal, taken)) tally.drop(1);
      running.pumpSoon();
    }
  };
  const send = (signal: SignalInput): void => {
    // Its time is now, however long the store takes to open.
    const toldAt = now();
    problems.guard(signal.kind, () => door.whenOpen(() => take(signal, toldAt)));
  };
  const unwatch = platform.watch?.({
    hidden: () => problems.guard('the last signals', () => door.queue && !isOut() && farewell.say(door.queue)),
    back() {
      farewell.takeBack();
      problems.guard('the network', running.hurry);
    },
  });
  const client: AppClient = {
    ...createVerbs(send, () => profile.now.deviceId),
    send,
    get customer() {
      return identity.customer;
    },
    get anonymousId() {
      return profile.now.anonymousId;
    },
    get deviceId() {
      return profile.now.deviceId;
    },
    ...createChoices(parts, running, send),
    async flush(withinMs = 5_000) {
      await running.opened;
      await door.queue?.stored();
      const until = now() + withinMs;
      for (running.pumpNow(); door.queue?.waiting && now() < until; ) await new Promise((r) => setTimeout(r, POLL_MS));
      return !door.queue?.waiting;
    },
    get counts(): Counts {
      return { ...tally.counts, waiting: (door.queue?.waiting ?? 0) + permits.waiting, problems: problems.count };
    },
    async close() {
      await running.opened;
      running.close();
      unwatch?.();
      await door.queue?.stored();
      await profile.stored();
      tabs.close();
    },
  };
  return {
    ...{ client, platform, url: options.url, key: options.key, problem: problems.tell },
    engineNow: () => now() + (profile.now.skewMs ?? 0),
    mayRemember: () => !isOut() && permits.allows(POSITION),
    watchCustomer: identity.watch,
    watchSignals: tally.watch,
  };
}

/** What customers choose: who they are, and what they permit. */
function createChoices(
  { platform, profile, permits, identity, tally, door, forgetWays }: AppParts,
  { opened, pumpSoon, forgetAll }: RunningQueue,
  send: (signal: SignalInput) => void,
): Pick<AppClient, 'identify' | 'reset' | 'permit' | 'optOut' | 'optIn'> {
  const { whenOpen } = door;
  return {
    identify: (customer, traits = {}) =>
      whenOpen(() => {
        const anonymousId = identity.become(customer);
        send({ kind: 'identify', customer, value: { traits, ...(anonymousId !== undefined && { anonymousId }) } });
      }),
    reset: () => whenOpen(identity.forget),
    permit: (purposes) =>
      whenOpen(() => {
        identity.change({ permits: { ...profile.now.permits, ...purposes } });
        if (!permits.allows(POSITION)) forgetWays();
        tally.drop(permits.settle());
        pumpSoon();
      }),
    async optOut() {
      whenOpen(() => {
        identity.change({ ...newProfile(newId), customer: undefined, isOptedOut: true });
        forgetWays();
      });
      platform.tabs.say({ isCleared: true });
      await opened;
      await forgetAll();
      await profile.stored();
    },
    optIn: () => whenOpen(() => identity.change({ isOptedOut: false })),
  };
}
