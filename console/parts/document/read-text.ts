import { parseDocument } from 'yaml';
import type { ReadText, UnreadableBlock } from './contract.ts';

/** Texts that are kept read: the one on the page, the one before it, and their parts. */
const MOST_KEPT = 16;
const kept = new Map<string, ReadText>();

/** Reads a YAML text. Never throws: what cannot be read is given as blocks of text, and the rest is read all the same. */
export function readText(text: string): ReadText {
  const known = kept.get(text);
  if (known) return known;
  const read = readWhole(text) ?? readBlocks(text);
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
  kept.set(text, read);
  return read;
}

function readWhole(text: string): ReadText | undefined {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) return undefined;
  try {
    const value: unknown = document.toJS({ maxAliasCount: 1_000 });
    // A value that holds itself cannot be drawn.
    JSON.stringify(value);
    return { value, unreadable: [], document };
  } catch {
    return undefined;
  }
}

/** Reads each key of the outermost mapping alone, so that one fault hides one part. */
function readBlocks(text: string): ReadText {
  const blocks = blocksOf(text);
  const value: Record<string, unknown> = {};
  const unreadable: UnreadableBlock[] = [];
  for (const { key, from, to } of blocks) {
    const part = text.slice(from, to);
    const read = readWhole(part);
    const members = read?.value;
    if (isMapping(members) && Object.keys(members).every((name) => !Object.hasOwn(value, name))) {
      Object.assign(value, members);
      continue;
    }
    if (read && (members === null || members === undefined)) continue;
    const fault = parseDocument(part, { logLevel: 'silent' }).errors[0];
    unreadable.push({
      key,
      from,
      to,
      text: part,
      said: fault ? fault.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '') : '',
      line: lineOf(text, from) + (fault?.linePos?.[0].line ?? 1) - 1,
    });
  }
  return { value, unreadable, document: undefined };
}

/** Where each key of the outermost mapping begins and ends; what stands before the first is a block without a key. */
export function blocksOf(text: string): readonly { key: string | undefined; from: number; to: number }[] {
  const starts = [...text.matchAll(/^(?:"([^"\n]*)"|'([^'\n]*)'|([^\s#:,[\]{}"'-][^:\n]*?))\s*:(?=\s|$)/gm)];
  const found = starts.map(({ index, 1: double, 2: single, 3: plain }) => ({ key: double ?? single ?? plain, index }));
  const blocks = found.map(({ key, index }, i) => ({ key, from: index, to: found[i + 1]?.index ?? text.length }));
  const first = blocks[0]?.from ?? text.length;
  return first > 0 ? [{ key: undefined, from: 0, to: first }, ...blocks] : blocks;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
