import { createOutbox } from '../outbox.ts';
import type { Post } from '../post.ts';
import type { AppParts } from './app-parts.ts';
import type { Platform, SignalStore } from './contract.ts';
import { createMemoryStore } from './memory-store.ts';
import { createQueue } from './queue.ts';
import { startSending } from './sending.ts';

const GATHER_MS = 200;

/** The queue as it opens, and what sends from it where this tab leads. */
export interface RunningQueue {
  /** Resolves when signals can be stored, and are sent where this tab leads. */
  readonly opened: Promise<void>;
  /** Tries again now, as the network is back. */
  hurry(): void;
  /** Sends what waits when more may have come beside it. */
  pumpSoon(): void;
  pumpNow(): void;
  /** Forgets all signals, also those that wait for a permission. */
  forgetAll(): Promise<void>;
  close(): void;
}

/** Opens the store, takes what was told meanwhile, and sends; signals that are told together leave together. */
export function startQueue(parts: AppParts): RunningQueue {
  const { options, platform, problems, profile, identity, permits, tally, door } = parts;
  const { tabs } = platform;
  let post: Post | undefined;
  let pumping: ReturnType<typeof setTimeout> | undefined;

  const pumpNow = (): void => {
    clearTimeout(pumping);
    pumping = undefined;
    post?.pump();
  };
  const pumpSoon = (): void => {
    pumping ??= setTimeout(pumpNow, options.gatherMs ?? GATHER_MS);
  };
  const forgetAll = async (): Promise<void> => {
    tally.drop(permits.forget() + (door.queue?.waiting ?? 0));
    await door.queue?.clear();
  };
  const open = async (): Promise<void> => {
    await profile.reading;
    if (profile.isNew) identity.change({});
    const outbox = createOutbox(Number.POSITIVE_INFINITY, () => undefined);
    const queue = createQueue({
      ...options,
      ...{ store: await openStore(platform, problems.tell), outbox, tabs },
      ...{ problem: problems.tell, settled: tally.settle, dropped: tally.drop },
    });
    door.queue = queue;
    for (const run of door.early.splice(0)) run();
    tabs.hear(({ kept, profile: changed, isCleared }) => {
      if (changed) identity.replace(changed);
      if (isCleared) void forgetAll();
      // What a tab had stored just before the customer opted out is gone from the store, too.
      if (!kept || profile.now.isOptedOut) return;
      queue.take(kept);
      pumpSoon();
    });
    const lead = async (): Promise<void> => {
      if (door.isClosed) return;
      await queue.lead();
      post = startSending({ options, platform, outbox, queue, profile, identity, problem: problems.tell });
    };
    await new Promise<void>((resolve) => tabs.lead(() => void lead().then(resolve), resolve));
  };
  return {
    opened: open().catch((cause: unknown) => problems.tell(String(cause))),
    hurry: () => post?.hurry(),
    pumpSoon,
    pumpNow,
    forgetAll,
    close() {
      door.isClosed = true;
      clearTimeout(pumping);
      post?.close();
    },
  };
}

async function openStore(platform: Platform, problem: (reason: string) => void): Promise<SignalStore> {
  try {
    return await platform.openStore();
  } catch (cause) {
    problem(`the device keeps nothing, signals are in memory alone: ${String(cause)}`);
    return createMemoryStore();
  }
}
