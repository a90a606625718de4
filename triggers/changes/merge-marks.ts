import type { CustomerState } from '../state/contract.ts';
import { createRecord } from '../state/records.ts';
import { type History, isHistory, joinHistories } from './history.ts';

/**
 * Takes the memories of a customer that was merged: of a value, those beside the newer one; of past events, both. Call
 * before the values are merged. Joining the same again changes nothing.
 */
export function mergeMarks(state: CustomerState, from: CustomerState): void {
  for (const key in from.marks) {
    const theirs = from.marks[key];
    const mine = state.marks?.[key];
    if (isHistory(theirs))
      setMark(state, key, isHistory(mine) ? joinHistories(mine, theirs) : limitToHeard(theirs, state));
    else if (mine === undefined || lastSaidAt(from, key) > lastSaidAt(state, key)) setMark(state, key, theirs);
  }
  // What happened before the other was listened to is not known of them.
  for (const key in state.marks) {
    const mine = state.marks[key];
    if (isHistory(mine) && from.marks?.[key] === undefined) state.marks[key] = limitToHeard(mine, from);
  }
}

/** A history that says nothing of the time in which the other customer was not listened to. */
function limitToHeard(history: History, { lastAt }: CustomerState): History {
  return lastAt > history.from ? { ...history, from: lastAt } : history;
}

function setMark(state: CustomerState, key: string, mark: unknown): void {
  state.marks ??= createRecord();
  state.marks[key] = mark;
}

/**
 * When the value was said that a mark is about: the mark's name begins with the field's, the field's with the value's.
 */
function lastSaidAt({ values }: CustomerState, markKey: string): number {
  const field = markKey.slice(0, markKey.indexOf(' '));
  for (let name = field; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const known = values[name];
    if (known) return known.at;
  }
  return Number.NEGATIVE_INFINITY;
}
