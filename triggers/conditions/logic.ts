import type { Answer, Test } from '../contract.ts';
import type { Holds } from './contract.ts';

export type GroupKind = 'all' | 'any' | 'none';

/** One condition: a test on what is read from the subject. */
export function leaf<S>(read: (subject: S) => unknown, test: Test): Holds<S> {
  return (subject, now) => test(read(subject), now);
}

/** Joins conditions by Kleene's three-valued logic; stops at the first that settles the answer. */
export function join<S>(group: GroupKind, parts: readonly Holds<S>[]): Holds<S> {
  if (group === 'none') return noneOf(parts);
  if (parts.length === 1) return parts[0]!;
  return group === 'all' ? allOf(parts) : anyOf(parts);
}

/** The same for answers that are known already. */
export function joinAnswers(group: GroupKind, answers: readonly Answer[]): Answer {
  const settling = group !== 'all';
  if (answers.includes(settling)) return group === 'any';
  return answers.includes(undefined) ? undefined : group !== 'any';
}

function allOf<S>(parts: readonly Holds<S>[]): Holds<S> {
  return (subject, now) => {
    let answer: Answer = true;
    for (const holds of parts) {
      const held = holds(subject, now);
      if (held === false) return false;
      if (held === undefined) answer = undefined;
    }
    return answer;
  };
}

function anyOf<S>(parts: readonly Holds<S>[]): Holds<S> {
  return (subject, now) => {
    let answer: Answer = false;
    for (const holds of parts) {
      const held = holds(subject, now);
      if (held) return true;
      if (held === undefined) answer = undefined;
    }
    return answer;
  };
}

function noneOf<S>(parts: readonly Holds<S>[]): Holds<S> {
  const any = anyOf(parts);
  return (subject, now) => {
    const held = any(subject, now);
    return held === undefined ? undefined : !held;
  };
}
