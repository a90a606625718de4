import { type LocatedTrigger, problemsInNetwork } from '../../triggers/patterns/network.ts';
import type { Patch } from '../../triggers/slices/patch-map.ts';
import { ReadOnlyMap } from '../../triggers/slices/read-only-map.ts';
import type { Findings } from './findings.ts';

/**
 * Reports the problems of the network of triggers that react to others' outcomes, where a change can have broken it.
 * `notable` holds the triggers that can be part of it.
 */
export function checkNetwork(
  all: ReadonlyMap<string, LocatedTrigger>,
  notable: ReadonlyMap<string, LocatedTrigger>,
  changed: Patch<LocatedTrigger>,
  findings: Findings,
): void {
  const followers = new Map([...notable].filter(([, { trigger }]) => trigger.waker.follows?.length));
  if (followers.size === 0) return;
  const followed = new Set(
    [...followers.values()].flatMap(({ trigger }) => trigger.waker.follows!.map((f) => f.trigger)),
  );
  const isConcerned = [...changed.keys()].some((name) => followers.has(name) || followed.has(name));
  if (isConcerned) findings.add(problemsInNetwork(new Followers(followers, all)));
}

/** Searches the triggers that react to others; finds any loop. */
class Followers extends ReadOnlyMap<LocatedTrigger> {
  readonly #followers: ReadonlyMap<string, LocatedTrigger>;
  readonly #all: ReadonlyMap<string, LocatedTrigger>;

  constructor(followers: ReadonlyMap<string, LocatedTrigger>, all: ReadonlyMap<string, LocatedTrigger>) {
    super();
    this.#followers = followers;
    this.#all = all;
  }

  get size(): number {
    return this.#all.size;
  }

  get(name: string): LocatedTrigger | undefined {
    return this.#all.get(name);
  }

  override keys(): MapIterator<string> {
    return this.#all.keys();
  }

  entries(): MapIterator<[string, LocatedTrigger]> {
    return this.#followers.entries();
  }
}
