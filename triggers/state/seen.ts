import { SECOND_MS } from '../time/spans.ts';
import type { CustomerState, Journal } from './contract.ts';
import { ENTRY_CHARS } from './seen-entry.ts';
import { SeenText } from './seen-text.ts';

/**
 * A repeat is recognised among this many of a customer's last signals at least; all signals of the newest second are
 * kept.
 */
export const SEEN_SIGNALS = 32;
/** The most signals that are remembered, however many are in one second: bounds the state. */
export const MOST_SEEN_SIGNALS = 1_024;
/**
 * Signals are forgotten this many at a time, so that a store that keeps their ids elsewhere does so with one command.
 */
export const FORGOTTEN_AT_ONCE = 16;

/**
 * Remembers a signal's id. Returns whether the signal is new, a repeat, or too old to tell: older than signals that
 * were forgotten. A signal that is too old may change what is known but must wake nothing, so a phone that sends its
 * whole day again never sets off a message twice.
 */
export function remember(
  state: CustomerState,
  id: string,
  at: number,
  journal?: Journal,
): 'new' | 'repeat' | 'too-old' {
  state.seen ??= new SeenText();
  const second = secondOf(at);
  if (journal?.hasForgotten(id) || !state.seen.add(id, second)) return 'repeat';
  journal?.noteRemembered();
  const tooOld = state.seenFrom > 0 && second <= state.seenFrom;
  forgetSurplus(state, Math.max(second, secondOf(state.lastAt)), journal);
  return tooOld ? 'too-old' : 'new';
}

/**
 * Remembers the signals of another customer who is the same person. Joining the same customer again changes nothing.
 */
export function joinSeen(state: CustomerState, from: CustomerState, journal?: Journal): void {
  state.seenFrom = Math.max(state.seenFrom, from.seenFrom);
  if (from.seen) {
    state.seen ??= new SeenText();
    const mine = listEntries(state.seen.format());
    const known = new Set(mine);
    const theirs = listEntries(from.seen.format()).filter((entry) => !known.has(entry));
    // Theirs are forgotten first.
    state.seen.forgetOldest(mine.length);
    state.seen.append([...theirs, ...known].join(''));
  }
  forgetSurplus(state, secondOf(Math.max(state.lastAt, from.lastAt)), journal);
}

/**
 * Whether a state alone cannot tell that a signal is new: the state has forgotten signals, and this may be one of them.
 * `isTimed`: a repeat would have the same time, so a signal that is newer than all forgotten ones is new.
 */
export function isInDoubt({ seen, seenFrom }: CustomerState, id: string, at: number, isTimed: boolean): boolean {
  if (seenFrom === 0 || (isTimed && secondOf(at) > seenFrom)) return false;
  return !seen?.has(id);
}

/** Remembers signals in their stored form, newest last, and forgets the oldest beyond `kept`. */
export function addSeen(state: CustomerState, stored: string, kept: number): void {
  state.seen ??= new SeenText();
  state.seen.append(stored);
  forgetOldest(state, state.seen.count - kept);
}

/**
 * Forgets the oldest signals beyond what is kept, but none of the newest second: its repeats could not be told from new
 * signals.
 */
function forgetSurplus(state: CustomerState, newest: number, journal: Journal | undefined): void {
  const { seen } = state;
  if (!seen || seen.count < SEEN_SIGNALS + FORGOTTEN_AT_ONCE) return;
  let count = 0;
  for (let left = seen.count; left > SEEN_SIGNALS; left--, count++) {
    if (left <= MOST_SEEN_SIGNALS && seen.secondAt(count) >= newest) break;
  }
  if (count < FORGOTTEN_AT_ONCE && seen.count <= MOST_SEEN_SIGNALS) return;
  const hashes = forgetOldest(state, count);
  journal?.noteForgotten(hashes);
}

/** Returns the hashes of the ids that are forgotten now. */
function forgetOldest(state: CustomerState, count: number): string {
  const { seen } = state;
  if (!seen || count <= 0) return '';
  for (let i = 0; i < count; i++) state.seenFrom = Math.max(state.seenFrom, seen.secondAt(i));
  return seen.forgetOldest(count);
}

function listEntries(text: string): readonly string[] {
  return Array.from({ length: text.length / ENTRY_CHARS }, (_, i) =>
    text.slice(i * ENTRY_CHARS, (i + 1) * ENTRY_CHARS),
  );
}

function secondOf(at: number): number {
  return Math.max(0, Math.floor(at / SECOND_MS));
}
