import type { Trigger } from '../contract.ts';
import { buildIndex } from './build.ts';
import { SLICE } from './columns.ts';
import type { Rules } from './contract.ts';
import type { Partition } from './partition.ts';
import { createProbe, type Probe } from './probe.ts';
import { type Fields, type Numbering, ruleOf } from './rule-of.ts';
import type { Traffic } from './traffic.ts';

/** State that the tiers of successive matchers share. */
export interface SharedTierParts {
  readonly keys: Numbering;
  readonly fields: Fields;
  readonly traffic: Traffic;
  /** By wake key: how often it was called. */
  readonly woken: number[];
  /** See `next-tiers.ts`. */
  readonly mostInTail: number;
}

/**
 * Some of the triggers, and an index over those that need not be stepped at each stimulus. Never changes but for its
 * counts.
 */
export interface Tier {
  readonly triggers: readonly Trigger[];
  /** By name: where it stands among the triggers. */
  readonly positions: ReadonlyMap<string, number>;
  readonly partitions: ReadonlyMap<number, Partition>;
  /** By rule: where its trigger stands. */
  readonly ruled: Int32Array;
  /** Triggers that are stepped at each stimulus they listen to, by wake key: where they stand. */
  readonly stepping: ReadonlyMap<number, readonly number[]>;
  readonly probe: Probe;
  /** How often each trigger matched. */
  readonly matched: Uint32Array;
}

/** Builds a tier; names are told apart before. Yields between slices of a fraction of a millisecond. */
export function* buildTier(
  triggers: readonly Trigger[],
  { keys, fields, traffic }: SharedTierParts,
): Generator<void, Tier> {
  const positions = new Map<string, number>();
  const stepping = new Map<number, number[]>();
  const ruled: number[] = [];
  for (const [position, trigger] of triggers.entries()) {
    if (position % SLICE === 0) yield;
    positions.set(trigger.definition.name, position);
    if (trigger.waker.step && !trigger.waker.needs?.length) {
      for (const key of trigger.waker.listens) {
        const number = keys.numberOf(key);
        const share = stepping.get(number);
        if (share) share.push(position);
        else stepping.set(number, [position]);
      }
    } else {
      ruled.push(position);
    }
  }
  const rules: Rules = {
    length: ruled.length,
    at: (rule) => ruleOf(triggers[ruled[rule]!]!, keys, fields),
  };
  const index = yield* buildIndex(rules, (columns) => traffic.likelihood(columns));
  return {
    triggers,
    positions,
    partitions: index.partitions,
    ruled: Int32Array.from(ruled),
    stepping,
    probe: createProbe(index, fields.reads),
    matched: new Uint32Array(triggers.length),
  };
}
