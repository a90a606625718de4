import { replaceEqualDeep } from '@tanstack/react-query';
import { useRef, useSyncExternalStore } from 'react';

/** A value beside the tree of a page: its readers are drawn again only when the part changes that they read. */
export interface Store<T> {
  get(): T;
  set(value: T): void;
  subscribe(changed: () => void): () => void;
}

/** Creates a store that begins with a value. */
export function createStore<T>(first: T): Store<T> {
  const listeners = new Set<() => void>();
  let value = first;
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

/** Reads a part of a store; a part that says the same as before is the same object. */
export function useStored<T, P>(store: Store<T>, part: (value: T) => P): P {
  const before = useRef<P>(undefined);
  return useSyncExternalStore(store.subscribe, () => {
    before.current = replaceEqualDeep(before.current, part(store.get()));
    return before.current as P;
  });
}
