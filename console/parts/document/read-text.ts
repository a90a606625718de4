import { parseDocument } from 'yaml';
import type { ReadText, UnreadableBlock } from './contract.ts';

/** Texts that are kept read: the one on the page, the one before it, and their parts. */
const MOST_KEPT = 64;
const kept = new Map<string, ReadText>();

/**
 * Reads a YAML text. Never throws: what cannot be read is given as blocks of text, and the rest is read all the same.
 */
export function readText(text: string): ReadText {
  return remember(text, () => readInBlocks(text) ?? readWhole(text) ?? readBlocks(text));
}

function remember(text: string, read: () => ReadText): ReadText {
  const known = kept.get(text);
  if (known) {
    kept.delete(text);
    kept.set(text, known);
    return known;
  }
  const made = read();
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
  kept.set(text, made);
  return made;
}

/**
 * Reads each key of the outermost mapping by itself, so that a changed one is all that is read again. Undefined: the
 * text is written in a way that the parts of it depend on each other, or one of them cannot be read.
 */
function readInBlocks(text: string): ReadText | undefined {
  if (/(?:^|[\s[{,:-])[&*!][^\s\]},]|^(?:---|\.\.\.|%)|<</m.test(text)) return undefined;
  const blocks = blocksOf(text);
  if (blocks.length < 2) return undefined;
  const value: Record<string, unknown> = {};
  for (const { key, from, to } of blocks) {
    const part = text.slice(from, to);
    if (key === undefined) {
      if (/^\s*[^#\s]/m.test(part)) return undefined;
      continue;
    }
    const read = remember(part, () => readWhole(part) ?? UNREADABLE).value;
    if (!isMapping(read) || Object.keys(read).length !== 1 || !Object.hasOwn(read, key) || Object.hasOwn(value, key)) {
      return undefined;
    }
    value[key] = read[key];
  }
  let document: ReadText['document'];
  return {
    value,
    unreadable: [],
    isInBlocks: true,
    get document() {
      document ??= parseDocument(text, { logLevel: 'silent' });
      return document;
    },
  };
}

const UNREADABLE: ReadText = { value: undefined, unreadable: [], document: undefined, isInBlocks: false };

function readWhole(text: string): ReadText | undefined {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) return undefined;
  try {
    const value: unknown = document.toJS({ maxAliasCount: 1_000 });
    // A value that holds itself cannot be drawn.
    JSON.stringify(value);
    return { value, unreadable: [], document, isInBlocks: false };
  } catch {
    return undefined;
  }
}

/** What a text says under one of its outermost keys, without reading the others where that can be. */
export function readKey(text: string, key: string): unknown {
  const block = blocksOf(text).find((one) => one.key === key);
  if (!block) return undefined;
  const { value } = remember(
    text.slice(block.from, block.to),
    () => readWhole(text.slice(block.from, block.to)) ?? UNREADABLE,
  );
  return isMapping(value) ? value[key] : undefined;
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
  return { value, unreadable, document: undefined, isInBlocks: false };
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
