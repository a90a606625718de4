import type { Signal } from '../../sdk/protocol.ts';
import { propertyReader } from '../arguments/properties.ts';
import type { CustomerState, KnownValue } from '../state/contract.ts';
import { createRecord } from '../state/records.ts';
import type { TrackedValue, Tracking, ValuesBefore } from './contract.ts';

/** The values that a signal may replace, as they were. Call before anything is kept. */
export function noteValues(state: CustomerState, values: readonly TrackedValue[]): readonly (KnownValue | undefined)[] {
  return values.map(({ kept }) => state.values[kept.key]);
}

/** Tells what a signal replaced, and advances the memories of it. Call when all is kept, with what was noted before. */
export function track(
  state: CustomerState,
  signal: Signal,
  tracking: Tracking,
  noted: readonly (KnownValue | undefined)[],
  isFirst: boolean,
): ValuesBefore | undefined {
  let before: Record<string, readonly unknown[]> | undefined;
  tracking.of(signal.kind).forEach(({ kept, trackers }, i) => {
    const was = noted[i];
    const now = state.values[kept.key];
    if (!kept.isHistory) {
      if (now === was) return;
      before ??= {};
      before[kept.key] = was === undefined ? NONE : [was.v];
    }
    for (const { markKey, part, tracker } of trackers) {
      const mark = state.marks?.[markKey];
      const next = tracker.advance(mark, { signal, before: partOf(was, part), now: partOf(now, part), isFirst });
      if (before && !kept.isHistory) before[markKey] = mark === undefined ? NONE : [mark];
      if (next !== undefined) setMark(state, markKey, next, tracking.marks);
    }
  });
  return before;
}

/** Forgets marks that no condition asks for any more. */
export function forgetMarks(state: CustomerState, marks: ReadonlySet<string>): void {
  for (const key in state.marks) if (!marks.has(key)) delete state.marks[key];
  if (state.marks && Object.keys(state.marks).length === 0) state.marks = undefined;
}

const NONE: readonly unknown[] = Object.freeze([]);

function setMark(state: CustomerState, key: string, mark: unknown, live: ReadonlySet<string>): void {
  const isNew = state.marks === undefined || !Object.hasOwn(state.marks, key);
  // Publishes come and go: what they left behind is cleared when they add to it.
  if (isNew) forgetMarks(state, live);
  state.marks ??= createRecord();
  state.marks[key] = mark;
}

function partOf(known: KnownValue | undefined, part: string | undefined): KnownValue | undefined {
  return known && part !== undefined ? { ...known, v: propertyReader(part)(known.v) } : known;
}
