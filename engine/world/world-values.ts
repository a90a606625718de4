import type { Signal } from '../../sdk/protocol.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';

/** A value that a signal about the world left known to everybody. */
export interface WorldValue {
  readonly name: string;
  readonly value: unknown;
  readonly at: number;
  /** The last moment at which it counts; null: for ever. */
  readonly until: number | null;
}

/** Values about the world in memory: the newest of each name counts. */
export interface WorldValues {
  put(value: WorldValue): void;
  /** Returns the value of that name at a time; undefined when it is not known. */
  at(name: string, at: number): unknown;
}

/** Creates an empty set of values. It holds one for each name, so the kinds of signal bound it. */
export function createWorldValues(): WorldValues {
  const byName = new Map<string, WorldValue>();
  return {
    put(value) {
      const known = byName.get(value.name);
      if (!known || known.at <= value.at) byName.set(value.name, value);
    },
    at(name, at) {
      const known = byName.get(name);
      return known && (known.until === null || at <= known.until) ? known.value : undefined;
    },
  };
}

/** Returns the values that a signal about the world leaves known, as its kind says. */
export function worldValuesOf({ keeps }: SignalKind, { at, value }: Signal): readonly WorldValue[] {
  return Object.entries(keeps).flatMap(([name, { from, staysTrueMs }]) => {
    const kept = from(value);
    const until = Number.isFinite(staysTrueMs) ? at + staysTrueMs : null;
    return kept === undefined ? [] : [{ name, value: kept, at, until }];
  });
}
