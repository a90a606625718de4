import type { SignalKind } from '../signals/contract.ts';
import type { TrackedPast, TrackedValue, Tracking } from './contract.ts';

/** Returns the memories that all these conditions need, by the kinds of signals that may set them. Undefined: none. */
export function trackingOf(
  tracked: Iterable<TrackedPast>,
  kinds: ReadonlyMap<string, SignalKind>,
): Tracking | undefined {
  const values = new Map<string, TrackedValue & { readonly trackers: Marked[] }>();
  const marks = new Set<string>();
  let messagesMs = 0;
  for (const { kept, markKey, tracker, keepMessagesMs = 0 } of tracked) {
    messagesMs = Math.max(messagesMs, keepMessagesMs);
    if (!kept) continue;
    const value = values.get(kept.key) ?? { kept, trackers: [] };
    values.set(kept.key, value);
    if (markKey === undefined || !tracker || marks.has(markKey)) continue;
    marks.add(markKey);
    value.trackers.push({ markKey, tracker, ...(kept.part !== undefined && { part: kept.part }) });
  }
  if (values.size === 0 && messagesMs === 0) return undefined;
  const byKind = new Map([...kinds.values()].map((kind) => [kind.name, [...values.values()].filter(isSetBy(kind))]));
  return Object.freeze({ of: (kind: string) => byKind.get(kind) ?? NOTHING, marks, keepMessagesMs: messagesMs });
}

type Marked = TrackedValue['trackers'][number];

const NOTHING: readonly TrackedValue[] = [];

function isSetBy({ keeps, keepsUnder }: SignalKind): (value: TrackedValue) => boolean {
  return ({ kept: { key, isHistory } }) =>
    isHistory === true || Object.hasOwn(keeps, key) || (keepsUnder !== undefined && key.startsWith(keepsUnder));
}
