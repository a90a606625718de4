import type { Past, ValueChange } from './contract.ts';

/** Reads any value as a test about a change gets it. */
export function readChange(value: unknown): Partial<ValueChange> {
  return isObject(value) ? (value as Partial<ValueChange>) : NOTHING;
}

/** Reads any value as a test about the past gets it. */
export function readPast(value: unknown): Partial<Past> {
  return isObject(value) ? (value as Partial<Past>) : NOTHING;
}

const NOTHING = Object.freeze({});

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
