import { SHORT_HASH_CHARS, writeShortHash } from '../hash.ts';
import { SECOND_MS } from '../time/spans.ts';
import type { CustomerState, SeenSignals } from './contract.ts';

/** How many of a customer's last signals a repeat is recognised among, at least: all of the newest second are. */
export const SEEN_SIGNALS = 32;
/** However many there are in a second: bounds the state. */
export const MOST_SEEN_SIGNALS = 1_024;
const FORGOTTEN_AT_ONCE = 16;

// Enough until 2038.
const TIME_CHARS = 6;
/** Characters of one signal: its id's short hash, its second in base 36. */
const ENTRY_CHARS = SHORT_HASH_CHARS + TIME_CHARS;
/** One more than is kept: a signal is added before the oldest goes. */
const FIRST_BYTES = (SEEN_SIGNALS + FORGOTTEN_AT_ONCE) * ENTRY_CHARS;
const BASE = 36;

/** Parses the stored text. */
export function parseSeen(text: string): SeenSignals {
  const bytes = new Uint8Array(capacityFor(text.length));
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return { bytes, length: text.length };
}

/** As it is stored. */
export function formatSeen({ bytes, length }: SeenSignals): string {
  return String.fromCharCode(...bytes.subarray(0, length));
}

/**
 * Remembers a signal's id; says whether it is new, a repeat, or too old to tell (not after all that was forgotten): that one
 * may change what is known but must wake nothing, so a phone that sends its whole day again never sets off a message twice.
 */
export function remember(state: CustomerState, id: string, at: number): 'new' | 'repeat' | 'too-old' {
  const { seen } = state;
  // It is written behind the others, and stays there unless it is one of them.
  makeRoom(seen, ENTRY_CHARS);
  const mine = seen.length;
  writeShortHash(id, seen.bytes, mine);
  if (isAmong(seen.bytes, mine) || isForgotten(state, mine)) {
    seen.bytes.fill(0, mine);
    return 'repeat';
  }
  const second = secondOf(at);
  const tooOld = state.seenFrom > 0 && second <= state.seenFrom;
  writeSecond(second, seen.bytes, mine + SHORT_HASH_CHARS);
  seen.length += ENTRY_CHARS;
  state.unstored.signals++;
  forget(state, Math.max(second, secondOf(state.lastAt)));
  return tooOld ? 'too-old' : 'new';
}

/** Remembers what another customer's signals were who turned out to be this one. Joining the same again changes nothing. */
export function joinSeen(state: CustomerState, from: CustomerState): void {
  const known = new Set(entriesOf(state.seen));
  const theirs = entriesOf(from.seen).filter((entry) => !known.has(entry));
  Object.assign(state.seen, parseSeen([...theirs, ...known].join('')));
  state.seenFrom = Math.max(state.seenFrom, from.seenFrom);
  forget(state, secondOf(Math.max(state.lastAt, from.lastAt)));
}

/**
 * Whether a state alone cannot tell that a signal is news: it has forgotten some, and this may be one of them. `isTimed`: were it a
 * repeat it would have the same time, so one that is newer than all that was forgotten is none.
 */
export function isInDoubt({ seen, seenFrom }: CustomerState, id: string, at: number, isTimed: boolean): boolean {
  if (seenFrom === 0 || (isTimed && secondOf(at) > seenFrom)) return false;
  const bytes = new Uint8Array(seen.length + ENTRY_CHARS);
  bytes.set(seen.bytes.subarray(0, seen.length));
  writeShortHash(id, bytes, seen.length);
  return !isAmong(bytes, seen.length);
}

/** How many signals are remembered. */
export function countSeen({ length }: SeenSignals): number {
  return length / ENTRY_CHARS;
}

/** Where, in bytes, the newest so many begin; all, when there are fewer. */
export function seenSince({ length }: SeenSignals, newest: number): number {
  return Math.max(0, length - newest * ENTRY_CHARS);
}

/** Remembers signals as they are stored, newest last, and forgets the oldest beyond `kept`. */
export function addSeen(state: CustomerState, stored: string, kept: number): void {
  const { seen } = state;
  makeRoom(seen, stored.length);
  for (let i = 0; i < stored.length; i++) seen.bytes[seen.length + i] = stored.charCodeAt(i);
  seen.length += stored.length;
  forgetOldest(state, countSeen(seen) - kept);
}

/** Forgets the oldest beyond what is kept, but none of the newest second: its repeats could not be told from news. */
function forget(state: CustomerState, newest: number): void {
  const { seen } = state;
  const known = countSeen(seen);
  // A few at a time: who keeps what is forgotten does so with one command.
  if (known < SEEN_SIGNALS + FORGOTTEN_AT_ONCE) return;
  let count = 0;
  for (let left = known; left > SEEN_SIGNALS; left--, count++) {
    if (left <= MOST_SEEN_SIGNALS && readSecond(seen.bytes, count * ENTRY_CHARS + SHORT_HASH_CHARS) >= newest) break;
  }
  if (count < FORGOTTEN_AT_ONCE && known <= MOST_SEEN_SIGNALS) return;
  for (let i = 0; i < count; i++) {
    const from = i * ENTRY_CHARS;
    state.unstored.forgotten += String.fromCharCode(...seen.bytes.subarray(from, from + SHORT_HASH_CHARS));
  }
  forgetOldest(state, count);
}

/** Whether the entry at `mine` is of an id that was forgotten a moment ago. */
function isForgotten({ seen, unstored }: CustomerState, mine: number): boolean {
  if (unstored.forgotten === '') return false;
  const hash = String.fromCharCode(...seen.bytes.subarray(mine, mine + SHORT_HASH_CHARS));
  let from = unstored.forgotten.indexOf(hash);
  while (from >= 0 && from % SHORT_HASH_CHARS !== 0) from = unstored.forgotten.indexOf(hash, from + 1);
  return from >= 0;
}

function forgetOldest(state: CustomerState, count: number): void {
  if (count <= 0) return;
  const { seen } = state;
  const cut = count * ENTRY_CHARS;
  for (let from = 0; from < cut; from += ENTRY_CHARS) {
    state.seenFrom = Math.max(state.seenFrom, readSecond(seen.bytes, from + SHORT_HASH_CHARS));
  }
  seen.bytes.copyWithin(0, cut, seen.length);
  seen.length -= cut;
  seen.bytes.fill(0, seen.length, seen.length + cut);
}

/** Whether an entry before the one at `mine` begins like it. */
function isAmong(bytes: Uint8Array, mine: number): boolean {
  const first = bytes[mine]!;
  for (let from = 0; from < mine; from += ENTRY_CHARS) {
    if (bytes[from] !== first) continue;
    let i = 1;
    while (i < SHORT_HASH_CHARS && bytes[from + i] === bytes[mine + i]) i++;
    if (i === SHORT_HASH_CHARS) return true;
  }
  return false;
}

function makeRoom(seen: SeenSignals, more: number): void {
  if (seen.length + more <= seen.bytes.length) return;
  const larger = new Uint8Array(capacityFor(seen.length + more));
  larger.set(seen.bytes);
  seen.bytes = larger;
}

function capacityFor(length: number): number {
  if (length === 0) return 0;
  let bytes = FIRST_BYTES;
  while (bytes < length) bytes *= 2;
  return bytes;
}

function entriesOf({ bytes, length }: SeenSignals): readonly string[] {
  return Array.from({ length: length / ENTRY_CHARS }, (_, i) =>
    String.fromCharCode(...bytes.subarray(i * ENTRY_CHARS, (i + 1) * ENTRY_CHARS)),
  );
}

function secondOf(at: number): number {
  return Math.max(0, Math.floor(at / SECOND_MS));
}

function writeSecond(second: number, bytes: Uint8Array, at: number): void {
  let rest = second;
  for (let i = at + TIME_CHARS - 1; i >= at; i--) {
    const digit = rest % BASE;
    bytes[i] = digit < 10 ? ZERO + digit : LETTER_A - 10 + digit;
    rest = (rest - digit) / BASE;
  }
}

function readSecond(bytes: Uint8Array, at: number): number {
  let second = 0;
  for (let i = at; i < at + TIME_CHARS; i++) {
    const code = bytes[i]!;
    second = second * BASE + (code < LETTER_A ? code - ZERO : code - LETTER_A + 10);
  }
  return second;
}

const ZERO = 0x30;
const LETTER_A = 0x61;
