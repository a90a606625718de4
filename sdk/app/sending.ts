import { createBackoff } from '../backoff.ts';
import type { Outbox } from '../outbox.ts';
import { createPost, type Post } from '../post.ts';
import type { AppOptions, Platform } from './contract.ts';
import type { Identity } from './identity.ts';
import type { ProfileKeeper } from './profile.ts';
import type { Queue } from './queue.ts';
import { measureSkew } from './skew.ts';

const URL_SHAPE = /^https?:\/\/[^/\s]+/;

export interface SendingParts {
  readonly options: AppOptions;
  readonly platform: Platform;
  readonly outbox: Outbox;
  readonly queue: Queue;
  readonly profile: ProfileKeeper;
  readonly identity: Identity;
  problem(reason: string): void;
}

/** Begins to send what waits, by the engine's clock. Undefined: the address is none. */
export function startSending({
  options,
  platform,
  outbox,
  queue,
  profile,
  identity,
  problem,
}: SendingParts): Post | undefined {
  const { url, key, firstWaitMs = 500, mostWaitMs = 60_000, refusedWaitMs = 60_000 } = options;
  if (!URL_SHAPE.test(url)) {
    problem(`url: must be one of http or https, got ${url}`);
    return undefined;
  }
  const post = createPost(
    {
      ...{ url, key, outbox, problem, refusedWaitMs, now: platform.now },
      backoff: createBackoff(firstWaitMs, mostWaitMs, platform.random),
      asksClock: () => queue.isRaw,
      heardClock(exchange) {
        const skewMs = measureSkew(profile.now.skewMs, exchange) ?? 0;
        if (skewMs !== profile.now.skewMs) identity.change({ skewMs });
        if (queue.isRaw) queue.correct(skewMs);
      },
      ...(platform.pack && { pack: platform.pack }),
    },
    platform.fetch,
  );
  post.pump();
  return post;
}
