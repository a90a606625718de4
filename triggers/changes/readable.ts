import type { Past, ValueChange } from './contract.ts';

/** What a test about a change gets, whatever it was given. */
export function readChange(value: unknown): Partial<ValueChange> {
  return isObject(value) ? (value as Partial<ValueChange>) : NOTHING;
}

/** What a test about the past gets, whatever it was given. */
export function readPast(value: unknown): Partial<Past> {
  return isObject(value) ? (value as Partial<Past>) : NOTHING;
}

const NOTHING = Object.freeze({});

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
