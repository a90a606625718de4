import { createBackoff } from '../backoff.ts';
import { createOutbox } from '../outbox.ts';
import { newId, prepare } from '../outgoing-signal.ts';
import { createPost, type Post } from '../post.ts';
import type { SignalInput } from '../protocol.ts';
import type { AppClient, AppOptions, Counts, Inside, Kept, Platform } from './contract.ts';
import { createKeyMaker } from './key-maker.ts';
import { createMemoryStore } from './memory-store.ts';
import { createPermits } from './permits.ts';
import { createProblems } from './problems.ts';
import { newProfile, openProfile, type ProfileChanges } from './profile.ts';
import { createQueue, type Queue } from './queue.ts';
import { rankOf } from './rank.ts';
import { measureSkew } from './skew.ts';
import { createVerbs } from './verbs.ts';

/** What the platform takes of a last body. */
const BEACON_CHARS = 20_000;
const URL_SHAPE = /^https?:\/\/[^/\s]+/;
const POLL_MS = 25;

/** Creates the SDK of an app on a platform. Never throws: what is wrong is told as a problem. */
export function createAppClient(options: AppOptions, platform: Platform): Inside {
  const { purposeOf, gatherMs = 200 } = options;
  const { now, tabs } = platform;
  const problems = createProblems(
    options.onProblem ?? ((reason) => platform.isDevelopment && platform.warn(`kairos: ${reason}`)),
  );
  const counts = { accepted: 0, duplicates: 0, rejected: 0, dropped: 0 };
  const profile = openProfile(platform.texts, `kairos:${options.key}:profile`, newId, problems.tell);
  const nextKey = createKeyMaker(now, platform.random);
  const outbox = createOutbox(Number.POSITIVE_INFINITY, () => undefined);
  const isOut = (): boolean =>
    profile.now.isOptedOut || (options.respectDoNotTrack === true && platform.isTrackingUnwanted);
  const permits = createPermits<Kept>(
    purposeOf,
    () => profile.now,
    (kept) => queue?.add(kept),
  );
  let queue: Queue | undefined;
  let early: (() => void)[] | undefined = [];
  let post: Post | undefined;
  let pumping: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  let customer = profile.now.customer ?? profile.now.anonymousId;
  const watchers = new Set<() => void>();
  /** Those that the platform sends while the app goes away: a page tells twice that it does. */
  const handed = new Set<string>();

  const change = (changes: ProfileChanges): void => {
    profile.change(changes, () => permits.mayStore || profile.now.isOptedOut);
    tabs.say({ profile: profile.now });
    hearCustomer();
  };
  const hearCustomer = (): void => {
    if (client.customer === customer) return;
    customer = client.customer;
    for (const changed of watchers) problems.guard('a new customer', changed);
  };
  const whenOpen = (run: () => void): void => {
    if (early) early.push(run);
    else run();
  };
  const pumpSoon = (): void => {
    pumping ??= setTimeout(pumpNow, gatherMs);
  };
  const pumpNow = (): void => {
    clearTimeout(pumping);
    pumping = undefined;
    post?.pump();
  };
  const send = (signal: SignalInput): void => {
    // Its time is now, however long the store takes to open.
    const at = signal.at ?? now();
    whenOpen(() => take({ ...signal, at }, signal.at === undefined));
  };
  const take = (signal: SignalInput, isOurTime: boolean): void => {
    const { skewMs } = profile.now;
    const at = isOurTime ? Number(signal.at) + (skewMs ?? 0) : signal.at!;
    const isWorldly = signal.kind === 'weather' || signal.kind === 'stock';
    const whole = { ...(!isWorldly && { customer: client.customer }), ...signal, at };
    const prepared = prepare(whole, at as number);
    if (isOut() || isClosed) counts.dropped++;
    else if ('reason' in prepared) {
      counts.rejected++;
      problems.tell(prepared.reason);
    } else {
      const isRaw = isOurTime && skewMs === undefined;
      const rank = rankOf(signal, options.isPrecious);
      const kept: Kept = { key: nextKey(), ...prepared, rank, ...(isRaw && { isRaw }) };
      if (!permits.ask(signal, kept)) counts.dropped++;
      pumpSoon();
    }
  };
  const forgetAll = async (): Promise<void> => {
    counts.dropped += permits.forget() + (queue?.waiting ?? 0);
    await queue?.clear();
  };

  const begin = async (): Promise<void> => {
    await profile.reading;
    if (profile.isNew) change({});
    const store = await platform.openStore().catch((cause: unknown) => {
      problems.tell(`the device keeps nothing, signals are in memory alone: ${String(cause)}`);
      return createMemoryStore();
    });
    const { mostSignals = 5_000, mostChars = 4_000_000 } = options;
    queue = createQueue({
      ...{ store, outbox, tabs, mostSignals, mostChars, problem: problems.tell },
      settled({ verdict, ...sent }) {
        if (verdict === 'accepted') counts.accepted++;
        else if (verdict === 'duplicate') counts.duplicates++;
        else counts.rejected++;
        if ('reason' in sent) problems.tell(String(sent.reason));
      },
      dropped: (signals) => {
        counts.dropped += signals;
      },
    });
    const waiting = early ?? [];
    early = undefined;
    for (const run of waiting) run();
    tabs.hear(({ kept, profile: changed, isCleared }) => {
      if (changed) profile.replace(changed);
      hearCustomer();
      if (isCleared) void forgetAll();
      // What a tab had stored just before the customer opted out is gone from the store, too.
      if (!kept || profile.now.isOptedOut) return;
      queue?.take(kept);
      pumpSoon();
    });
    await new Promise<void>((resolve) => tabs.lead(() => void lead().then(resolve), resolve));
  };
  const lead = async (): Promise<void> => {
    if (isClosed) return;
    await queue!.lead();
    if (!URL_SHAPE.test(options.url)) {
      problems.tell(`url: must be one of http or https, got ${options.url}`);
      return;
    }
    post = createPost(
      {
        ...{ url: options.url, key: options.key, outbox, now, problem: problems.tell },
        backoff: createBackoff(options.firstWaitMs ?? 500, options.mostWaitMs ?? 60_000, platform.random),
        refusedWaitMs: options.refusedWaitMs ?? 60_000,
        asksClock: () => queue!.isRaw,
        heardClock(exchange) {
          const skewMs = measureSkew(profile.now.skewMs, exchange) ?? 0;
          if (skewMs !== profile.now.skewMs) change({ skewMs });
          if (queue!.isRaw) queue!.correct(skewMs);
        },
        ...(platform.pack && { pack: platform.pack }),
      },
      platform.fetch,
    );
    post.pump();
  };
  const hidden = (): void => {
    const last = isOut() ? [] : (queue?.last(BEACON_CHARS) ?? []).filter(({ id }) => !handed.has(id));
    if (last.length === 0 || !platform.beacon) return;
    const texts = last.map(({ text, isRaw }) =>
      isRaw ? JSON.stringify({ ...JSON.parse(text), at: undefined }) : text,
    );
    const address = `${options.url.replace(/\/+$/, '')}/v1/signals?key=${encodeURIComponent(options.key)}`;
    const isTaken = platform.beacon(address, `{"signals":[${texts.join(',')}]}`);
    // One without a time would not be known again: it is the platform's now. The others wait for an answer.
    if (!isTaken) return;
    queue?.forget(last.filter(({ isRaw }) => isRaw));
    for (const { id } of last) handed.add(id);
  };
  const unwatch = platform.watch?.({
    hidden: () => problems.guard('the last signals', hidden),
    back() {
      handed.clear();
      problems.guard('the network', () => post?.hurry());
    },
  });

  const verbs = createVerbs(
    (signal) => problems.guard(signal.kind, () => send(signal)),
    () => profile.now.deviceId,
  );
  const client: AppClient = {
    ...verbs,
    send: (signal) => problems.guard('send', () => send(signal)),
    get customer() {
      return profile.now.customer ?? profile.now.anonymousId;
    },
    get anonymousId() {
      return profile.now.anonymousId;
    },
    get deviceId() {
      return profile.now.deviceId;
    },
    identify: (customer, traits = {}) =>
      whenOpen(() => {
        const known = profile.now.customer;
        // Of two who sign in one after the other, nothing is the other's.
        if (known !== undefined && known !== customer) change({ anonymousId: newId(), customer: undefined });
        const isNew = profile.now.customer === undefined;
        change({ customer });
        const value = { traits, ...(isNew && { anonymousId: profile.now.anonymousId }) };
        problems.guard('identify', () => send({ kind: 'identify', customer, value }));
      }),
    reset: () => whenOpen(() => change({ anonymousId: newId(), customer: undefined })),
    permit: (purposes) =>
      whenOpen(() => {
        change({ permits: { ...profile.now.permits, ...purposes } });
        counts.dropped += permits.settle();
        pumpSoon();
      }),
    async optOut() {
      whenOpen(() => change({ ...newProfile(newId), customer: undefined, isOptedOut: true }));
      tabs.say({ isCleared: true });
      await opened;
      await forgetAll();
      await profile.stored();
    },
    optIn: () => whenOpen(() => change({ isOptedOut: false })),
    async flush(withinMs = 5_000) {
      await opened;
      await queue?.stored();
      const until = now() + withinMs;
      for (pumpNow(); (queue?.waiting ?? 0) > 0 && now() < until; ) await new Promise((r) => setTimeout(r, POLL_MS));
      return (queue?.waiting ?? 0) === 0;
    },
    get counts(): Counts {
      return { ...counts, waiting: (queue?.waiting ?? 0) + permits.waiting, problems: problems.count };
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
  const opened = begin().catch((cause: unknown) => problems.tell(String(cause)));
  const watchCustomer = (changed: () => void): (() => void) => {
    watchers.add(changed);
    return () => watchers.delete(changed);
  };
  const engineNow = (): number => now() + (profile.now.skewMs ?? 0);
  return { client, platform, url: options.url, key: options.key, problem: problems.tell, engineNow, watchCustomer };
}
