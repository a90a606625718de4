import * as z from 'zod';
import { propertyPath } from '../arguments/argument-shapes.ts';
import { propertyReader } from '../arguments/properties.ts';
import type { Moment } from '../contract.ts';
import { derivedId } from '../hash.ts';
import { createRecord } from '../state/records.ts';
import { say } from '../words/say.ts';
import { detailsOf } from './details.ts';

/**
 * Things that one trigger tells apart for one customer at most (carts, products …); the one longest untouched is
 * forgotten.
 */
export const MOST_KEYS = 16;
const MOST_CHARS = 48;

const EXPECTED = 'the path of a property, such as id or product.sku, or one for each step in order';

/** How a marketer says what makes two happenings be about the same thing. */
export const correlateBy = say(
  z.union(
    [
      propertyPath,
      say(z.array(propertyPath, EXPECTED).min(1, EXPECTED).max(8, EXPECTED), {
        en: 'One for each step',
        de: 'Eine je Schritt',
      }),
    ],
    EXPECTED,
  ),
  { en: 'About the same', de: 'Zum selben Gegenstand' },
  {
    description: {
      en: 'A property that must be the same, such as the id of the cart.',
      de: 'Eine Eigenschaft, die gleich sein muss, etwa die Kennung des Warenkorbs.',
    },
    kind: 'event-property',
    examples: ['id', ['id', 'cartId']],
  },
);

/** Returns the key that correlates a moment with others; undefined when the moment has none. */
export type KeyOf = (moment: Moment) => string | undefined;

/** One reader of keys for each step. Without a path all of a customer's moments belong together. */
export function keyReaders(by: string | readonly string[] | undefined, steps: number): readonly KeyOf[] {
  const paths = Array.from({ length: steps }, (_, i) => (typeof by === 'object' ? by[i] : by));
  return paths.map((path) => (path === undefined ? () => ALL : keyReader(path)));
}

/**
 * A value as a key of an object: never one that an object has of its own, and never a long one. Undefined: no value.
 */
export function keyOfValue(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const text = String(value);
  if (text === '') return undefined;
  return ALL + (text.length <= MOST_CHARS ? text : derivedId(text));
}

const ALL = '=';

function keyReader(path: string): KeyOf {
  const read = propertyReader(path);
  return (moment) => keyOfValue(read(detailsOf(moment)));
}

/** Memories by key. Read-only: each change makes a new one. */
export type ByKey<T> = Readonly<Record<string, T>>;

/**
 * Puts an entry in place, or takes it out (undefined); past the limit the one that `ageOf` calls oldest goes. Null:
 * nothing is left.
 */
export function withEntry<T>(
  memory: ByKey<T>,
  key: string,
  entry: T | undefined,
  isOver: (entry: T) => boolean,
  newestOf: (entry: T) => number,
  forgotten?: (key: string) => void,
): ByKey<T> | null {
  const next = createRecord<T>();
  for (const name in memory) {
    if (name !== key && !isOver(memory[name]!)) next[name] = memory[name]!;
    else if (name !== key) forgotten?.(name);
  }
  if (entry !== undefined) next[key] = entry;
  const names = Object.keys(next);
  if (names.length > MOST_KEYS) {
    const oldest = names
      .filter((name) => name !== key)
      .reduce((a, b) => (newestOf(next[b]!) < newestOf(next[a]!) ? b : a));
    delete next[oldest];
    forgotten?.(oldest);
  }
  return names.length === 0 ? null : next;
}

/** Joins what two customers remember who are one, key by key. */
export function mergeByKey<T>(mine: unknown, theirs: unknown, mergeEntry: (mine: T, theirs: T) => T): ByKey<T> {
  const merged: Record<string, T> = { ...(mine as ByKey<T> | undefined) };
  const other = (theirs ?? {}) as ByKey<T>;
  for (const key in other) {
    const own = merged[key];
    merged[key] = own === undefined ? other[key]! : mergeEntry(own, other[key]!);
  }
  return merged;
}
