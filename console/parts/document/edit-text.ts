import { type Document, isMap, parseDocument } from 'yaml';
import type { Edit, ReadText } from './contract.ts';
import { editValue } from './edit-value.ts';
import { valueAt } from './path.ts';
import { blocksOf, readText } from './read-text.ts';
import { spliceGather, spliceMove, spliceRemove, spliceRename, spliceUnwrap, spliceWrap } from './splice-entries.ts';
import { spliceSet, spliceSource } from './splice-value.ts';
import { NoSplice, splice } from './spots.ts';
import { linesText } from './write-value.ts';

/**
 * Makes an edit in a YAML text. Only the lines that say what changed are different afterwards: comments, order, quotes
 * and shorthand stay. The result is read again, and has exactly the value that the edit means; where cutting and
 * pasting does not get there, the library writes the smallest part anew. Never throws; a text that cannot be read stays
 * as it is.
 */
export function editText(text: string, edit: Edit): string {
  const read = readText(text);
  if (read.unreadable.length > 0) return editBlock(text, read, edit);
  if (read.isInBlocks && (edit.path.length > 1 || edit.do === 'set' || edit.do === 'write')) {
    const block = blocksOf(text).find(({ key }) => key !== undefined && key === edit.path[0]);
    if (block) return splice(text, block.from, block.to, editAlone(text.slice(block.from, block.to), edit));
  }
  return editReadable(text, read, edit);
}

/** Edits the lines of one key, without reading the others again. */
function editAlone(block: string, edit: Edit): string {
  return editReadable(block, readText(block), edit);
}

/** Makes several edits, one after the other. */
export function editTextBy(text: string, edits: readonly Edit[]): string {
  return edits.reduce(editText, text);
}

function editReadable(text: string, { document, value }: ReadText, edit: Edit): string {
  const wanted = asText(editValue(value, edit));
  if (wanted === asText(value)) return edit.do === 'write' ? spliceOr(text, document!, edit) : text;
  const spliced = spliceOr(text, document!, edit);
  if (spliced !== text && asText(readText(spliced).value) === wanted) return spliced;
  return rewrite(text, value, edit);
}

function spliceOr(text: string, document: Document.Parsed, edit: Edit): string {
  try {
    return spliceBy(text, document, edit);
  } catch (cause) {
    if (cause instanceof NoSplice) return text;
    throw cause;
  }
}

function spliceBy(text: string, document: Document.Parsed, edit: Edit): string {
  switch (edit.do) {
    case 'set':
      return spliceSet(text, document, edit.path, edit.value, edit.order);
    case 'write':
      return spliceSource(text, document, edit.path, edit.source);
    case 'remove':
      return spliceRemove(text, document, edit.path);
    case 'rename':
      return spliceRename(text, document, edit.path, edit.key);
    case 'move':
      return spliceMove(text, document, edit.path, edit.to);
    case 'wrap':
      return spliceWrap(text, document, edit.path, edit.key);
    case 'unwrap':
      return spliceUnwrap(text, document, edit.path);
    case 'gather':
      return spliceGather(text, document, edit.path, edit.key);
  }
}

/** Has the library put the smallest part that the edit changes; comments inside that part go. */
function rewrite(text: string, value: unknown, edit: Edit): string {
  const document = parseDocument(text, { logLevel: 'silent' });
  const wanted = editValue(value, edit);
  const path = edit.do === 'set' || edit.do === 'write' ? edit.path : edit.path.slice(0, -1);
  if (path.length === 0 || !isMap(document.contents)) document.contents = document.createNode(wanted) as never;
  else document.setIn(path, document.createNode(valueAt(wanted, path)));
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Edits the block that a path begins with, where another block of the text cannot be read. */
function editBlock(text: string, { value, unreadable }: ReadText, edit: Edit): string {
  const [key] = edit.path;
  const block = blocksOf(text).find((one) => one.key === String(key));
  if (block && unreadable.some(({ from }) => from === block.from)) return text;
  if (block) return splice(text, block.from, block.to, editText(text.slice(block.from, block.to), edit));
  const added = editValue({}, edit);
  if (key === undefined || Object.hasOwn(value as object, String(key)) || valueAt(added, [key]) === undefined)
    return text;
  return `${text.replace(/\n*$/, '\n')}${linesText(added, 0)}\n`;
}

/** The value as a text, in which the order of keys counts. */
function asText(value: unknown): string {
  return JSON.stringify(value) ?? '';
}
