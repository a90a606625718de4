import { emptyState } from '../../triggers/state/empty-state.ts';
import type { ByteWriter } from '../bytes/contract.ts';
import type { CustomerCommit } from './contract.ts';
import { decodeState, PATCHED_MARKS, writeState } from './encoding.ts';
import type { WrittenRest } from './encoding-rest.ts';
import { findNewMessages, type Messages, type NewMessages, SAME_MESSAGES } from './new-messages.ts';
import { applyPatch, writePatch } from './patch.ts';
import { SeenBytes } from './seen-bytes.ts';

/** Digits of a revision as it is stored. `store.ts` draws where a stored value has revisions. */
export const REVISION_DIGITS = 10;

/** What `commit.lua` adds to the stored value begins with it; anything else replaces the value. */
const LINE_FEED = '\n';
/** Only a whole state renews how long a customer is remembered, so patches follow one for a day at most. */
const WHOLE_EVERY_MS = 86_400_000;

/** What is stored of a customer whose state is in memory: the next commit is compared with it. */
export interface Stored extends Messages {
  readonly rest: WrittenRest;
  reservations: Messages['reservations'];
  fired: Messages['fired'];
  firstAt: number;
  identified: boolean;
  definitions: number;
  /** When the state was written whole, on the process's monotonic clock, milliseconds. */
  wholeAt: number;
  wholeBytes: number;
  /** Bytes of all patches since. */
  patchBytes: number;
}

/**
 * Writes what a commit makes of a customer's stored value: a patch where it can be told from `stored` what has changed,
 * else the whole state. Clears the journal. Returns what is stored then: `stored`, brought up to date, or a new one.
 */
export function writeValue(
  { state, revision, journal }: Pick<CustomerCommit, 'state' | 'revision' | 'journal'>,
  stored: Stored | undefined,
  now: number,
  out: ByteWriter,
): Stored {
  const from = out.length;
  const rest = stored?.rest ?? [];
  const messages = journal && !journal.isRewritten ? findPatchable(state, stored, now) : undefined;
  if (journal && messages) {
    out.ascii(LINE_FEED);
    writePatch(state, journal, messages, rest, out);
  } else {
    out.padded(revision + 1, REVISION_DIGITS);
    writeState(state, out, rest);
  }
  out.padded(revision + 1, REVISION_DIGITS);
  journal?.clear();
  const bytes = out.length - from;
  if (stored && messages) {
    stored.patchBytes += bytes;
    if (messages === SAME_MESSAGES) return stored;
    stored.reservations = state.reservations;
    stored.fired = state.fired;
    return stored;
  }
  const { firstAt, identified, definitions, reservations, fired } = state;
  if (!stored) {
    return {
      rest,
      firstAt,
      identified,
      definitions,
      reservations,
      fired,
      wholeAt: now,
      wholeBytes: bytes,
      patchBytes: 0,
    };
  }
  // Property by property: `Object.assign` takes several times as long.
  stored.firstAt = firstAt;
  stored.identified = identified;
  stored.definitions = definitions;
  stored.reservations = reservations;
  stored.fired = fired;
  stored.wholeAt = now;
  stored.wholeBytes = bytes;
  stored.patchBytes = 0;
  return stored;
}

/**
 * Returns the messages for a patch. Undefined: a patch cannot say what has changed, or would make the value too long to
 * read.
 */
function findPatchable(
  state: CustomerCommit['state'],
  stored: Stored | undefined,
  now: number,
): NewMessages | undefined {
  const isPatchable =
    stored !== undefined &&
    stored.patchBytes < stored.wholeBytes &&
    state.firstAt === stored.firstAt &&
    state.identified === stored.identified &&
    state.definitions === stored.definitions &&
    now - stored.wholeAt < WHOLE_EVERY_MS;
  return isPatchable ? findNewMessages(stored, state) : undefined;
}

/** A customer as they were read. */
export interface ReadValue {
  readonly state: CustomerCommit['state'];
  /** 0: nothing is stored. */
  readonly revision: number;
}

/** Reads what is stored of a customer; null or undefined: the customer is not known. */
export function readValue(customer: string, text: string | null | undefined): ReadValue {
  if (!text) {
    const state = emptyState(customer);
    state.seen = new SeenBytes();
    return { state, revision: 0 };
  }
  const revised = text.slice(REVISION_DIGITS);
  if (!PATCHED_MARKS.includes(revised[0] ?? ' '))
    return { revision: Number(text.slice(0, REVISION_DIGITS)), state: decodeState(customer, revised) };
  const [whole, ...patches] = revised.split(LINE_FEED).map((line) => line.slice(0, -REVISION_DIGITS));
  const state = decodeState(customer, whole!);
  for (const patch of patches) applyPatch(state, patch);
  return { state, revision: Number(text.slice(-REVISION_DIGITS)) };
}
