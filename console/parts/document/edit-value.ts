import { parse } from 'yaml';
import type { DocumentPath, Edit } from './contract.ts';

/** The value that a document has after an edit. Says what is meant; how the text gets there is another matter. */
export function editValue(value: unknown, edit: Edit): unknown {
  const { path } = edit;
  switch (edit.do) {
    case 'set':
      return setIn(value, path, edit.value, edit.order);
    case 'write':
      return setIn(value, path, parse(edit.source));
    case 'remove':
      return change(value, path.slice(0, -1), (holder) => without(holder, path.at(-1)!));
    case 'rename':
      return change(value, path.slice(0, -1), (holder) => rename(holder, String(path.at(-1)), edit.key));
    case 'move':
      return change(value, path.slice(0, -1), (list) => move(list, Number(path.at(-1)), edit.to));
    case 'wrap':
      return change(value, path, (item) => ({ [edit.key]: [item] }));
    case 'unwrap':
      return change(value, path.slice(0, -1), (list) => unwrap(list, Number(path.at(-1))));
    case 'gather':
      return change(value, path, (mapping) => ({
        [edit.key]: entriesOf(mapping).map(([key, one]) => ({ [key]: one })),
      }));
  }
}

function setIn(value: unknown, [step, ...rest]: DocumentPath, wanted: unknown, order?: readonly string[]): unknown {
  if (step === undefined) return wanted;
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? [...value] : [];
    list[Math.min(step, list.length)] = setIn(list[step], rest, wanted, order);
    return list;
  }
  const entries = entriesOf(value);
  const at = entries.findIndex(([key]) => key === step);
  if (at >= 0) entries[at] = [step, setIn(entries[at]![1], rest, wanted, order)];
  else
    entries.splice(
      rankOf(
        step,
        entries.map(([key]) => key),
        rest.length === 0 ? order : undefined,
      ),
      0,
      [step, setIn(undefined, rest, wanted, order)],
    );
  return Object.fromEntries(entries);
}

/** Where a new key goes: behind the last of those that come before it in the order; without an order at the end. */
export function rankOf(key: string, keys: readonly string[], order: readonly string[] = []): number {
  const before = order.slice(0, Math.max(0, order.indexOf(key)));
  const after = order.indexOf(key) < 0 ? keys.length : keys.findLastIndex((one) => before.includes(one)) + 1;
  return after === 0 && keys.length > 0 && order.indexOf(key) < 0 ? keys.length : after;
}

function change(value: unknown, path: DocumentPath, how: (value: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return how(value);
  if (Array.isArray(value)) return value.map((one, i) => (i === step ? change(one, rest, how) : one));
  return Object.fromEntries(entriesOf(value).map(([key, one]) => [key, key === step ? change(one, rest, how) : one]));
}

function without(holder: unknown, step: string | number): unknown {
  if (Array.isArray(holder)) return holder.filter((_, i) => i !== step);
  return Object.fromEntries(entriesOf(holder).filter(([key]) => key !== step));
}

function rename(holder: unknown, from: string, to: string): unknown {
  return Object.fromEntries(entriesOf(holder).map(([key, one]) => [key === from ? to : key, one]));
}

function move(list: unknown, from: number, to: number): unknown {
  if (!Array.isArray(list)) return list;
  const moved = list.toSpliced(from, 1);
  moved.splice(to, 0, list[from]);
  return moved;
}

function unwrap(list: unknown, at: number): unknown {
  if (!Array.isArray(list)) return list;
  const [members] = entriesOf(list[at]).map(([, one]) => one);
  return Array.isArray(members) ? list.toSpliced(at, 1, ...members) : list;
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
