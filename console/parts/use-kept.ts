import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { sessionQuery } from '../queries/session.ts';

/**
 * Keeps what somebody types into a form in their browser until it is saved or given up: a reload, a log-out or an
 * engine that is away loses nothing. Returns what is typed, what changes it, and what forgets it. A new `name` begins
 * anew.
 */
export function useKept<T>(name: string, first: T): readonly [T, (next: T) => void, () => void] {
  const { data: session } = useQuery(sessionQuery);
  const key = `kairos-typed:${session?.name ?? ''}:${name}`;
  const [held, hold] = useState(() => ({ key, value: readKept(key, first) }));
  let shown = held;
  if (held.key !== key) {
    shown = { key, value: readKept(key, first) };
    hold(shown);
  }
  const set = useCallback(
    (next: T) => {
      hold({ key, value: next });
      writeKept(key, next);
    },
    [key],
  );
  const forget = useCallback(() => {
    hold({ key, value: first });
    writeKept(key, undefined);
  }, [key, first]);
  return [shown.value, set, forget];
}

function readKept<T>(key: string, first: T): T {
  try {
    const text = localStorage.getItem(key);
    return text === null ? first : (JSON.parse(text) as T);
  } catch {
    // What cannot be read was written by nobody here.
    return first;
  }
}

function writeKept(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that is full, or keeps nothing, has the page alone.
  }
}
