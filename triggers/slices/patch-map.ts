import { ReadOnlyMap } from './read-only-map.ts';

/** Changes of a map: the new value by key, undefined where the key was removed. */
export type Patch<V> = ReadonlyMap<string, V | undefined>;

/** Differences that are kept beside a map before it is written anew. */
const MOST_PATCHES = 1_000;
/** Entries handled in one slice. */
const SLICE = 1_000;

/** The map with a patch applied, at the cost of the patch but for once in a while. Neither is changed. */
export function* patchMap<V>(map: ReadonlyMap<string, V>, patch: Patch<V>): Generator<void, ReadonlyMap<string, V>> {
  if (patch.size === 0) return map;
  const [base, before] =
    map instanceof PatchedMap ? [map.base as ReadonlyMap<string, V>, map.patch as Patch<V>] : [map, NONE];
  if (before.size + patch.size <= MOST_PATCHES) return new PatchedMap(base, new Map([...before, ...patch]));
  const whole = new Map<string, V>();
  let copied = 0;
  for (const [key, value] of map) {
    if (++copied % SLICE === 0) yield;
    if (!patch.has(key)) whole.set(key, value);
    else if (patch.get(key) !== undefined) whole.set(key, patch.get(key)!);
  }
  for (const [key, value] of patch) {
    if (++copied % SLICE === 0) yield;
    if (value !== undefined) whole.set(key, value);
  }
  return whole;
}

/**
 * Returns the changes from `before` to `after`. Compares all entries only where `after` was not made from `before` by a
 * patch.
 */
export function* differences<V>(
  before: ReadonlyMap<string, V>,
  after: ReadonlyMap<string, V>,
  isSame: (a: V, b: V) => boolean = Object.is,
): Generator<void, Patch<V>> {
  const found = new Map<string, V | undefined>();
  if (before === after) return found;
  const note = (key: string) => {
    const [was, is] = [before.get(key), after.get(key)];
    if (was === undefined || is === undefined ? was !== is : !isSame(was, is)) found.set(key, is);
  };
  if (baseOf(before) === baseOf(after)) {
    for (const map of [before, after]) if (map instanceof PatchedMap) for (const key of map.patch.keys()) note(key);
    return found;
  }
  let compared = 0;
  for (const map of [after, before]) {
    for (const key of map.keys()) {
      if (++compared % SLICE === 0) yield;
      note(key);
    }
  }
  return found;
}

class PatchedMap<V> extends ReadOnlyMap<V> {
  readonly base: ReadonlyMap<string, V>;
  readonly patch: Patch<V>;
  readonly size: number;

  constructor(base: ReadonlyMap<string, V>, patch: Patch<V>) {
    super();
    this.base = base;
    this.patch = patch;
    let size = base.size;
    for (const [key, value] of patch) size += (value === undefined ? 0 : 1) - (base.has(key) ? 1 : 0);
    this.size = size;
  }

  get(key: string): V | undefined {
    return this.patch.has(key) ? this.patch.get(key) : this.base.get(key);
  }

  *entries(): MapIterator<[string, V]> {
    for (const entry of this.base) {
      if (!this.patch.has(entry[0])) yield entry;
      else if (this.patch.get(entry[0]) !== undefined) yield [entry[0], this.patch.get(entry[0])!];
    }
    for (const [key, value] of this.patch) if (value !== undefined && !this.base.has(key)) yield [key, value];
  }
}

const NONE: ReadonlyMap<string, never> = new Map<string, never>();

function baseOf<V>(map: ReadonlyMap<string, V>): ReadonlyMap<string, V> {
  return map instanceof PatchedMap ? map.base : map;
}
