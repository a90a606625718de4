/** A map that cannot be changed, made of how one value is found and how all are gone through. */
export abstract class ReadOnlyMap<V> implements ReadonlyMap<string, V> {
  abstract readonly size: number;
  abstract get(key: string): V | undefined;
  abstract entries(): MapIterator<[string, V]>;

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  *keys(): MapIterator<string> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }
}

/** The values of another map, each seen through a function when it is asked for. */
export class MapView<A, B> extends ReadOnlyMap<B> {
  readonly #of: ReadonlyMap<string, A>;
  readonly #see: (value: A) => B;

  constructor(of: ReadonlyMap<string, A>, see: (value: A) => B) {
    super();
    this.#of = of;
    this.#see = see;
  }

  get size(): number {
    return this.#of.size;
  }

  get(key: string): B | undefined {
    const value = this.#of.get(key);
    return value === undefined ? undefined : this.#see(value);
  }

  *entries(): MapIterator<[string, B]> {
    for (const [key, value] of this.#of) yield [key, this.#see(value)];
  }
}
