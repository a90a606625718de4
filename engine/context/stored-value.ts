import { type CustomerState, emptyState, noteStored } from '../../triggers/state/contract.ts';
import type { ByteWriter } from '../bytes/contract.ts';
import type { CustomerCommit, LoadedState } from './contract.ts';
import { decodeState, PATCHED_MARKS, writeState } from './encoding.ts';
import type { WrittenRest } from './encoding-rest.ts';
import { applyPatch, writePatch } from './patch.ts';

/**
 * How a customer is stored: the revision that the state was written whole at, the state, its revision once more; then, a line each,
 * what later commits changed, each with the revision that it made. Before mark `3` there were no such lines, nor a revision at the end.
 */
export const REVISION_DIGITS = 10;

/** A patch is added to what is stored; anything else replaces it. `commit.lua` goes by this. */
const LINE_FEED = '\n';
/** A customer is forgotten so long after they were written whole; a patch does not prolong it, so it counts for a day at most. */
const WHOLE_EVERY_MS = 86_400_000;

/** What is stored of a customer whose state is in memory: what the next commit is measured against. */
export interface Stored {
  readonly rest: WrittenRest;
  firstAt: number;
  identified: boolean;
  definitions: number;
  /** On the process's own monotonic clock, milliseconds. */
  wholeAt: number;
  wholeBytes: number;
  /** Of all patches since. */
  patchBytes: number;
}

/**
 * Writes what a commit makes of a customer: what has changed, where that is told from what is stored; else all of it. Brings
 * `stored` up to date, or makes it.
 */
export function writeValue(
  { state, revision }: CustomerCommit,
  stored: Stored | undefined,
  now: number,
  out: ByteWriter,
): Stored {
  const from = out.length;
  const rest = stored?.rest ?? [];
  const isPatch = stored !== undefined && isPatchable(state, stored, now);
  if (isPatch) {
    out.ascii(LINE_FEED);
    writePatch(state, rest, out);
  } else {
    out.padded(revision + 1, REVISION_DIGITS);
    writeState(state, out, rest);
  }
  out.padded(revision + 1, REVISION_DIGITS);
  noteStored(state);
  const { firstAt, identified, definitions } = state;
  const bytes = out.length - from;
  if (isPatch) {
    stored.patchBytes += bytes;
    return stored;
  }
  const whole = { firstAt, identified, definitions, wholeAt: now, wholeBytes: bytes, patchBytes: 0 };
  return stored ? Object.assign(stored, whole) : { rest, ...whole };
}

/** Patches say nothing of these. And as they make reading longer, they are no more than what they add to. */
function isPatchable(state: CustomerState, stored: Stored, now: number): boolean {
  return (
    !state.unstored.isMore &&
    stored.patchBytes < stored.wholeBytes &&
    state.firstAt === stored.firstAt &&
    state.identified === stored.identified &&
    state.definitions === stored.definitions &&
    now - stored.wholeAt < WHOLE_EVERY_MS
  );
}

/** Reads what is stored of a customer; null or nothing: they are not known. */
export function readValue(customer: string, text: string | null | undefined): LoadedState {
  if (!text) return { state: emptyState(customer), revision: 0 };
  const revised = text.slice(REVISION_DIGITS);
  if (!PATCHED_MARKS.includes(revised[0] ?? ' '))
    return { revision: Number(text.slice(0, REVISION_DIGITS)), state: decodeState(customer, revised) };
  const [whole, ...patches] = revised.split(LINE_FEED).map((line) => line.slice(0, -REVISION_DIGITS));
  const state = decodeState(customer, whole!);
  for (const patch of patches) applyPatch(state, patch);
  return { state, revision: Number(text.slice(-REVISION_DIGITS)) };
}
