import { SHORT_HASH_CHARS, shortHash } from '../hash.ts';
import type { CustomerState } from './contract.ts';

/** How many of a customer's last signals a repeat is recognised among. */
export const SEEN_SIGNALS = 32;

const SECOND_MS = 1_000;
// Enough until 2038.
const TIME_CHARS = 6;
const ENTRY_CHARS = SHORT_HASH_CHARS + TIME_CHARS;

/**
 * Remembers a signal's id; says whether it is new, a repeat, or too old to tell (before all that is remembered): that one
 * may change what is known but must wake nothing, so a phone that sends its whole day again never sets off a message twice.
 */
export function remember(state: CustomerState, id: string, at: number): 'new' | 'repeat' | 'too-old' {
  const mark = shortHash(id);
  for (let from = state.seen.indexOf(mark); from >= 0; from = state.seen.indexOf(mark, from + 1)) {
    if (from % ENTRY_CHARS === 0) return 'repeat';
  }
  const second = Math.max(0, Math.floor(at / SECOND_MS));
  const tooOld = second < state.seenFrom;
  if (state.seen.length >= SEEN_SIGNALS * ENTRY_CHARS) {
    const dropped = Number.parseInt(state.seen.slice(SHORT_HASH_CHARS, ENTRY_CHARS), 36);
    state.seenFrom = Math.max(state.seenFrom, dropped);
    state.seen = state.seen.slice(ENTRY_CHARS);
  }
  state.seen += mark + second.toString(36).padStart(TIME_CHARS, '0');
  return tooOld ? 'too-old' : 'new';
}
