import { SHORT_HASH_CHARS, shortHash } from '../hash.ts';
import type { CustomerState } from './contract.ts';

/** How many of a customer's last signals a repeat is recognised among, at least: all of the newest second are. */
export const SEEN_SIGNALS = 32;
/** However many there are in a second: bounds the state. */
export const MOST_SEEN_SIGNALS = 1_024;

const SECOND_MS = 1_000;
// Enough until 2038.
const TIME_CHARS = 6;
const ENTRY_CHARS = SHORT_HASH_CHARS + TIME_CHARS;

/**
 * Remembers a signal's id; says whether it is new, a repeat, or too old to tell (not after all that was forgotten): that one
 * may change what is known but must wake nothing, so a phone that sends its whole day again never sets off a message twice.
 */
export function remember(state: CustomerState, id: string, at: number): 'new' | 'repeat' | 'too-old' {
  const mark = shortHash(id);
  for (let from = state.seen.indexOf(mark); from >= 0; from = state.seen.indexOf(mark, from + 1)) {
    if (from % ENTRY_CHARS === 0) return 'repeat';
  }
  const second = secondOf(at);
  const tooOld = state.seenFrom > 0 && second <= state.seenFrom;
  state.seen += mark + second.toString(36).padStart(TIME_CHARS, '0');
  forget(state, Math.max(second, secondOf(state.lastAt)));
  return tooOld ? 'too-old' : 'new';
}

/** Remembers what another customer's signals were who turned out to be this one. Joining the same again changes nothing. */
export function joinSeen(state: CustomerState, from: CustomerState): void {
  const known = new Set(entriesOf(state.seen));
  const theirs = entriesOf(from.seen).filter((entry) => !known.has(entry));
  state.seen = theirs.join('') + state.seen;
  state.seenFrom = Math.max(state.seenFrom, from.seenFrom);
  forget(state, secondOf(Math.max(state.lastAt, from.lastAt)));
}

/** Forgets the oldest beyond what is kept, but none of the newest second: its repeats could not be told from news. */
function forget(state: CustomerState, newest: number): void {
  let cut = 0;
  for (let left = state.seen.length / ENTRY_CHARS; left > SEEN_SIGNALS; left--) {
    const second = Number.parseInt(state.seen.slice(cut + SHORT_HASH_CHARS, cut + ENTRY_CHARS), 36);
    if (second >= newest && left <= MOST_SEEN_SIGNALS) break;
    state.seenFrom = Math.max(state.seenFrom, second);
    cut += ENTRY_CHARS;
  }
  if (cut > 0) state.seen = state.seen.slice(cut);
}

function entriesOf(seen: string): readonly string[] {
  return Array.from({ length: seen.length / ENTRY_CHARS }, (_, i) =>
    seen.slice(i * ENTRY_CHARS, (i + 1) * ENTRY_CHARS),
  );
}

function secondOf(at: number): number {
  return Math.max(0, Math.floor(at / SECOND_MS));
}
