import type { MatchIndex } from './build.ts';
import { UNKNOWN } from './contract.ts';
import { MASK, NO_COLUMN, STRIDE } from './entries.ts';
import { drawerOf } from './filing.ts';

/** Reads a field of the moment at hand, by number. */
export type ReadField = (field: number) => unknown;

/**
 * Asks an index which rules a moment may match. Appends `rule * 2 + 1` for a rule that is sure to match and `rule * 2` for one
 * that must be looked at; each at most once. Holds scratch space of its own: one for each index and thread.
 */
export function prepareProbe(index: MatchIndex): (keys: readonly number[], read: ReadField, out: number[]) => void {
  const { columns, partitions, drawers, entries } = index;
  const codes = new Int32Array(Math.max(columns.length, NO_COLUMN + 1));
  const codedAt = new Int32Array(columns.length);
  const foundAt = new Int32Array(index.rules);
  const words = drawers.words;
  let epoch = 0;

  const scan = (from: number, to: number, out: number[]) => {
    for (let at = from * STRIDE; at < to * STRIDE; at += STRIDE) {
      const packed = entries[at + 1]!;
      const first = packed & 1023;
      if (first !== NO_COLUMN) {
        if (!passes(codes[first]!, entries[at + 2]!, entries[at + 3]!)) continue;
        const second = (packed >>> 10) & 1023;
        if (second !== NO_COLUMN) {
          if (!passes(codes[second]!, entries[at + 4]!, entries[at + 5]!)) continue;
          const third = (packed >>> 20) & 1023;
          if (third !== NO_COLUMN && !passes(codes[third]!, entries[at + 6]!, entries[at + 7]!)) continue;
        }
      }
      const found = entries[at]!;
      if (foundAt[found >>> 1] === epoch) continue;
      foundAt[found >>> 1] = epoch;
      out.push(found);
    }
  };

  return (keys, read, out) => {
    epoch++;
    for (const key of keys) {
      const partition = partitions.get(key);
      if (!partition) continue;
      const { needed, filed } = partition;
      for (let i = 0; i < needed.length; i++) {
        const column = needed[i]!;
        if (codedAt[column] === epoch) continue;
        codedAt[column] = epoch;
        const { field } = columns[column]!;
        codes[column] = columns[column]!.code(read(field));
      }
      scan(partition.alwaysFrom, partition.alwaysTo, out);
      for (let i = 0; i < filed.length; i++) {
        const column = filed[i]!;
        const span = drawers.find(key, column, drawerOf(columns[column]!, codes[column]!));
        if (span >= 0) scan(words[span]!, words[span + 1]!, out);
      }
    }
  };
}

// A value that is not known meets no test; neither does it an interval or a mask by accident: both begin at the first code.
function passes(code: number, from: number, to: number): boolean {
  if (from === MASK) return code !== UNKNOWN && ((to >>> (code & 31)) & 1) === 1;
  return code >= from && code <= to;
}
