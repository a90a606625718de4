import type { CustomerState, Visits } from '../state/contract.ts';
import { createRecord } from '../state/records.ts';
import { MINUTE_MS } from '../time/spans.ts';

/** A return within this time continues the visit. */
export const SAME_VISIT_MS = 30 * MINUTE_MS;
/** So many of the last visits to a place are remembered one by one. */
export const MOST_BEGUN = 20;
/** Visits to more places than this are not remembered: the place that was not visited for longest goes. */
export const MOST_VISITED_PLACES = 40;

/** Counts a visit that begins; says whether it is the first. Coming back soon after leaving is the same visit. */
export function beginVisit(state: CustomerState, id: string, at: number): boolean {
  state.visits ??= createRecord();
  const known = state.visits[id];
  const minute = Math.floor(at / MINUTE_MS);
  if (!known) {
    makeRoom(state.visits);
    state.visits[id] = { count: 1, first: minute, begun: [minute] };
    return true;
  }
  if (known.leftAt !== undefined && at - known.leftAt < SAME_VISIT_MS) return false;
  const begun = [...known.begun, minute].slice(-MOST_BEGUN);
  state.visits[id] = { ...known, count: known.count + 1, begun };
  return false;
}

/** Remembers when a customer left, where visits are counted. */
export function endVisit({ visits }: CustomerState, id: string, at: number): void {
  const known = visits?.[id];
  if (known) visits![id] = { ...known, leftAt: at };
}

/** Visits of two customers who are the same person; joining the same two again changes nothing. */
export function joinVisits(into: CustomerState, from: CustomerState): void {
  for (const id in from.visits) {
    into.visits ??= createRecord();
    const mine = into.visits[id];
    into.visits[id] = mine ? joinVisit(mine, from.visits[id]!) : from.visits[id]!;
  }
  while (into.visits && Object.keys(into.visits).length > MOST_VISITED_PLACES) makeRoom(into.visits);
}

function joinVisit(a: Visits, b: Visits): Visits {
  // Before this, one of the two does not remember its visits one by one: there the larger count stands for both.
  const horizon = Math.max(...[a, b].map(({ count, begun }) => (count > begun.length ? begun[0]! : 0)));
  const since = ({ begun }: Visits) => begun.filter((minute) => minute >= horizon);
  const begun = [...new Set([...since(a), ...since(b)])].sort((x, y) => x - y);
  const older = Math.max(a.count - since(a).length, b.count - since(b).length);
  const leftAt = Math.max(a.leftAt ?? 0, b.leftAt ?? 0);
  return {
    count: older + begun.length,
    first: Math.min(a.first, b.first),
    begun: begun.slice(-MOST_BEGUN),
    ...(leftAt > 0 && { leftAt }),
  };
}

function makeRoom(visits: Record<string, Visits>): void {
  const ids = Object.keys(visits);
  if (ids.length < MOST_VISITED_PLACES) return;
  const last = (id: string) => visits[id]!.begun.at(-1)!;
  delete visits[ids.reduce((oldest, id) => (last(id) < last(oldest) ? id : oldest))];
}
