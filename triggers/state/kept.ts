import type { CustomerState } from '../state/contract.ts';
import { DAY_MS, MINUTE_MS } from '../time/spans.ts';

type Value = Readonly<Record<string, unknown>>;

/** Creates the function that takes one property of a signal's value; undefined: it is absent or null. */
export function takeProperty(name: string): (value: Value) => unknown {
  return (value) => value[name] ?? undefined;
}

/** Creates the function that takes a number; undefined: it is negative, as phones send -1 for what they do not know. */
export function takeMeasured(name: string): (value: Value) => unknown {
  return (value) => {
    const said = value[name];
    return typeof said === 'number' && said >= 0 ? said : undefined;
  };
}

/**
 * Deletes those values that are not of the same instant as the anchor, so that values of an earlier fix or cart do not
 * stand beside a newer one that says nothing about them.
 */
export function keepTogether(state: CustomerState, anchor: string, fields: readonly string[]): void {
  const at = state.values[anchor]?.at;
  for (const field of fields) {
    const value = state.values[field];
    if (value !== undefined && value.at !== at) delete state.values[field];
  }
}

/** Returns minutes in milliseconds, for `staysTrueMs`. */
export function minutes(count: number): number {
  return count * MINUTE_MS;
}

/** Returns days in milliseconds, for `staysTrueMs`. */
export function days(count: number): number {
  return count * DAY_MS;
}
