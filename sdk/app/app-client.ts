import { createOutbox, type Sent } from '../outbox.ts';
import { newId } from '../outgoing-signal.ts';
import type { Post } from '../post.ts';
import type { SignalInput } from '../protocol.ts';
import type { AppClient, AppOptions, Counts, Inside, Kept, Platform, SignalNews, SignalStore } from './contract.ts';
import { createFarewell } from './farewell.ts';
import { createIdentity } from './identity.ts';
import { createMemoryStore } from './memory-store.ts';
import { createPermits } from './permits.ts';
import { createProblems } from './problems.ts';
import { newProfile, openProfile } from './profile.ts';
import { createQueue, type Queue } from './queue.ts';
import { startSending } from './sending.ts';
import { createTakeIn } from './take-in.ts';
import { createVerbs } from './verbs.ts';
import { waysName } from './ways.ts';

const POLL_MS = 25;
const POSITION: SignalInput = { kind: 'location' };

/** Creates the SDK of an app on a platform. Never throws: what is wrong is told as a problem. */
export function createAppClient(options: AppOptions, platform: Platform): Inside {
  const { gatherMs = 200, mostSignals = 5_000, mostChars = 4_000_000 } = options;
  const { now, tabs } = platform;
  const problems = createProblems(
    options.onProblem ?? ((reason) => platform.isDevelopment && platform.warn(`kairos: ${reason}`)),
  );
  const problem = problems.tell;
  const watchers = new Set<(news: SignalNews) => void>();
  const news = (one: SignalNews): void => {
    for (const heard of watchers) heard(one);
  };
  const tally = createTally(problem, news);
  const profile = openProfile(platform.texts, `kairos:${options.key}:profile`, newId, problem);
  const permits = createPermits<Kept>(
    options.purposeOf,
    () => profile.now,
    (kept) => queue?.add(kept),
  );
  const forgetWays = (): void => profile.remove(waysName(options.key));
  const identity = createIdentity(profile, tabs, problems, () => permits.mayStore, forgetWays);
  const takeIn = createTakeIn(options, platform);
  const farewell = createFarewell(options, platform);
  const isOut = (): boolean =>
    profile.now.isOptedOut || (options.respectDoNotTrack === true && platform.isTrackingUnwanted);
  let queue: Queue | undefined;
  let early: (() => void)[] | undefined = [];
  let post: Post | undefined;
  let pumping: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;

  const whenOpen = (run: () => void): void => {
    if (early) early.push(run);
    else run();
  };
  const pumpNow = (): void => {
    clearTimeout(pumping);
    pumping = undefined;
    post?.pump();
  };
  const pumpSoon = (): void => {
    pumping ??= setTimeout(pumpNow, gatherMs);
  };
  const take = (signal: SignalInput, toldAt: number): void => {
    const taken = takeIn(signal, toldAt, identity.customer, profile.now.skewMs);
    if (isOut() || isClosed) tally.drop(1);
    else if ('reason' in taken) tally.settle({ id: '', verdict: 'rejected', reason: taken.reason });
    else {
      news({ id: taken.id, text: taken.text, verdict: 'waiting' });
      if (!permits.ask(signal, taken)) tally.drop(1);
      pumpSoon();
    }
  };
  const send = (signal: SignalInput): void => {
    // Its time is now, however long the store takes to open.
    const toldAt = now();
    problems.guard(signal.kind, () => whenOpen(() => take(signal, toldAt)));
  };
  const forgetAll = async (): Promise<void> => {
    tally.drop(permits.forget() + (queue?.waiting ?? 0));
    await queue?.clear();
  };

  const begin = async (): Promise<void> => {
    await profile.reading;
    if (profile.isNew) identity.change({});
    const outbox = createOutbox(Number.POSITIVE_INFINITY, () => undefined);
    const store = await openStore(platform, problem);
    const mine = createQueue({
      ...{ store, outbox, tabs, mostSignals, mostChars, problem, settled: tally.settle, dropped: tally.drop },
    });
    queue = mine;
    const waiting = early ?? [];
    early = undefined;
    for (const run of waiting) run();
    hearTabs(mine);
    const lead = async (): Promise<void> => {
      if (isClosed) return;
      await mine.lead();
      post = startSending({ options, platform, outbox, queue: mine, profile, identity, problem });
    };
    await new Promise<void>((resolve) => tabs.lead(() => void lead().then(resolve), resolve));
  };
  const hearTabs = (mine: Queue): void =>
    tabs.hear(({ kept, profile: changed, isCleared }) => {
      if (changed) identity.replace(changed);
      if (isCleared) void forgetAll();
      // What a tab had stored just before the customer opted out is gone from the store, too.
      if (!kept || profile.now.isOptedOut) return;
      mine.take(kept);
      pumpSoon();
    });
  const unwatch = platform.watch?.({
    hidden: () => problems.guard('the last signals', () => queue && !isOut() && farewell.say(queue)),
    back() {
      farewell.takeBack();
      problems.guard('the network', () => post?.hurry());
    },
  });
  const opened = begin().catch((cause: unknown) => problem(String(cause)));

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
      tabs.say({ isCleared: true });
      await opened;
      await forgetAll();
      await profile.stored();
    },
    optIn: () => whenOpen(() => identity.change({ isOptedOut: false })),
    async flush(withinMs = 5_000) {
      await opened;
      await queue?.stored();
      const until = now() + withinMs;
      for (pumpNow(); (queue?.waiting ?? 0) > 0 && now() < until; ) await new Promise((r) => setTimeout(r, POLL_MS));
      return (queue?.waiting ?? 0) === 0;
    },
    get counts(): Counts {
      return { ...tally.counts, waiting: (queue?.waiting ?? 0) + permits.waiting, problems: problems.count };
    },
    async close() {
      await opened;
      isClosed = true;
      clearTimeout(pumping);
      unwatch?.();
      post?.close();
      await queue?.stored();
      await profile.stored();
      tabs.close();
    },
  };
  const { url, key } = options;
  const watchSignals: Inside['watchSignals'] = (heard) => {
    watchers.add(heard);
    return () => watchers.delete(heard);
  };
  const engineNow = (): number => now() + (profile.now.skewMs ?? 0);
  const mayRemember = (): boolean => !isOut() && permits.allows(POSITION);
  return { client, platform, url, key, problem, engineNow, mayRemember, watchCustomer: identity.watch, watchSignals };
}

async function openStore(platform: Platform, problem: (reason: string) => void): Promise<SignalStore> {
  try {
    return await platform.openStore();
  } catch (cause) {
    problem(`the device keeps nothing, signals are in memory alone: ${String(cause)}`);
    return createMemoryStore();
  }
}

/** Counts what became of signals. */
function createTally(problem: (reason: string) => void, news: (one: SignalNews) => void) {
  const counts = { accepted: 0, duplicates: 0, rejected: 0, dropped: 0 };
  return {
    counts,
    settle(sent: Sent): void {
      if (sent.verdict === 'accepted') counts.accepted++;
      else if (sent.verdict === 'duplicate') counts.duplicates++;
      else counts.rejected++;
      if (sent.verdict !== 'unsent') news({ ...sent, verdict: sent.verdict });
      if ('reason' in sent) problem(sent.reason);
    },
    drop(signals: number): void {
      counts.dropped += signals;
    },
  };
}
