import type { LiveTier } from './live-tiers.ts';
import type { Partition } from './partition.ts';
import type { Numbering } from './rule-of.ts';

/** The candidates of a stimulus in one tier. */
export interface Share {
  readonly live: LiveTier;
  readonly partitions: readonly Partition[];
  /** Where the triggers stand that are stepped, a list for each wake key. */
  readonly stepping: readonly (readonly number[])[];
}

/** The candidates of a stimulus, by the wake keys that it calls. */
export interface Plan {
  /** Of the keys that anybody listens to. */
  readonly keys: readonly number[];
  readonly shares: readonly Share[];
}

/** Keys are mostly lists that were seen before: what they concern is looked up once for each. */
const MOST_PLANS = 20_000;

/** Remembers what wake keys concern; the same list of keys is the same object (see `wakeKeys`). */
export class Plans {
  readonly #numbering: Numbering;
  readonly #tiers: readonly LiveTier[];
  readonly #plans = new Map<readonly string[], Plan>();

  constructor(numbering: Numbering, tiers: readonly LiveTier[]) {
    this.#numbering = numbering;
    this.#tiers = tiers;
  }

  of(keys: readonly string[]): Plan {
    const known = this.#plans.get(keys);
    if (known) return known;
    if (this.#plans.size >= MOST_PLANS) this.#plans.clear();
    const made = this.#make(keys);
    this.#plans.set(keys, made);
    return made;
  }

  #make(names: readonly string[]): Plan {
    const keys = names.map((name) => this.#numbering.find(name)).filter((key) => key !== undefined);
    const shares = this.#tiers.map(
      (live): Share => ({
        live,
        partitions: keys.map((key) => live.tier.partitions.get(key)).filter((one) => one !== undefined),
        stepping: keys.map((key) => live.tier.stepping.get(key)).filter((list) => list !== undefined),
      }),
    );
    return { keys, shares: shares.filter(({ partitions, stepping }) => partitions.length + stepping.length > 0) };
  }
}
