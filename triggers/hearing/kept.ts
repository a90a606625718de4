import type { CustomerState } from '../state/contract.ts';
import { DAY_MS, MINUTE_MS } from '../time/spans.ts';

type Value = Readonly<Record<string, unknown>>;

/** Takes one property of a signal's value; absent or null: the signal says nothing about it. */
export function takeProperty(name: string): (value: Value) => unknown {
  return (value) => value[name] ?? undefined;
}

/** Takes a number that phones send as -1 when they do not know it. */
export function takeMeasured(name: string): (value: Value) => unknown {
  return (value) => {
    const said = value[name];
    return typeof said === 'number' && said >= 0 ? said : undefined;
  };
}

/**
 * Forgets those values that are not of the same instant as the anchor: what belonged to an earlier fix or cart does not stand
 * beside a newer one that is silent about it.
 */
export function keepTogether(state: CustomerState, anchor: string, fields: readonly string[]): void {
  const at = state.values[anchor]?.at;
  for (const field of fields) {
    const value = state.values[field];
    if (value !== undefined && value.at !== at) delete state.values[field];
  }
}

/** A number of minutes, for `staysTrueMs`. */
export function minutes(count: number): number {
  return count * MINUTE_MS;
}

/** A number of days, for `staysTrueMs`. */
export function days(count: number): number {
  return count * DAY_MS;
}
