/** What was, what is, and what was taken back. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
}

/** Steps that can be taken back. */
const MOST_STEPS = 200;

export function beginHistory<T>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/** Goes on to something new. `isSameStep`: what is now is no step of its own, as when a word is typed. */
export function goOn<T>({ past, present }: History<T>, next: T, isSameStep = false): History<T> {
  if (next === present) return { past, present, future: [] };
  return { past: isSameStep ? past : [...past, present].slice(-MOST_STEPS), present: next, future: [] };
}

/** Takes the last step back; the same where there is none. */
export function takeBack<T>(history: History<T>): History<T> {
  const { past, present, future } = history;
  if (past.length === 0) return history;
  return { past: past.slice(0, -1), present: past.at(-1)!, future: [present, ...future] };
}

/** Does again what was taken back; the same where nothing was. */
export function doAgain<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  return next === undefined ? history : { past: [...history.past, history.present], present: next, future };
}
