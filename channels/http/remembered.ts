/** Values by name, each for a while: at most so many, of which the oldest goes first. */
export interface Remembered<V> {
  get(name: string, now: number): V | undefined;
  set(name: string, value: V, until: number): void;
}

/** Creates an empty one. */
export function createRemembered<V>(most: number): Remembered<V> {
  const all = new Map<string, { readonly value: V; readonly until: number }>();
  return {
    get(name, now) {
      const known = all.get(name);
      if (known && known.until > now) return known.value;
      all.delete(name);
      return undefined;
    },
    set(name, value, until) {
      all.delete(name);
      all.set(name, { value, until });
      for (const oldest of all.keys()) {
        if (all.size <= most) return;
        all.delete(oldest);
      }
    },
  };
}
