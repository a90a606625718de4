import type { Trigger } from '../contract.ts';
import { ReadOnlyMap } from '../slices/read-only-map.ts';
import type { Tier } from './tier.ts';

/** A tier without the triggers that were edited since it was built. */
export interface LiveTier {
  readonly tier: Tier;
  /** By position: 1 for a trigger that is gone. Absent: none is. */
  readonly gone: Uint8Array | undefined;
  /** How many are not gone. */
  readonly size: number;
}

/** All of a tier. */
export function liveTierOf(tier: Tier): LiveTier {
  return { tier, gone: undefined, size: tier.triggers.length };
}

/** A tier without these; the same one if it holds none of them. */
export function withoutTriggers(live: LiveTier, names: Iterable<string>): LiveTier {
  const { tier } = live;
  let { gone, size } = live;
  for (const name of names) {
    const position = tier.positions.get(name);
    if (position === undefined || gone?.[position]) continue;
    if (gone === live.gone) gone = gone?.slice() ?? new Uint8Array(tier.triggers.length);
    gone![position] = 1;
    size--;
  }
  return gone === live.gone ? live : { tier, gone, size };
}

/** The triggers of a tier that are not gone. */
export function* triggersOf({ tier, gone }: LiveTier): Generator<Trigger> {
  for (const [position, trigger] of tier.triggers.entries()) if (!gone?.[position]) yield trigger;
}

/** The triggers of all tiers by name; no name is live in two of them. */
export class TriggersByName extends ReadOnlyMap<Trigger> {
  readonly #tiers: readonly LiveTier[];

  constructor(tiers: readonly LiveTier[]) {
    super();
    this.#tiers = tiers;
  }

  get size(): number {
    return this.#tiers.reduce((sum, { size }) => sum + size, 0);
  }

  get(name: string): Trigger | undefined {
    for (const { tier, gone } of this.#tiers) {
      const position = tier.positions.get(name);
      if (position !== undefined && !gone?.[position]) return tier.triggers[position];
    }
    return undefined;
  }

  *entries(): MapIterator<[string, Trigger]> {
    for (const live of this.#tiers) for (const trigger of triggersOf(live)) yield [trigger.definition.name, trigger];
  }
}
