import type { CustomerState, HeardKind, KnownValue } from '../../triggers/state/contract.ts';
import type { ByteWriter } from '../bytes/contract.ts';
import { writeJson } from '../bytes/write-json.ts';
import { CODED_FIELDS, FIELD_CODES } from './field-codes.ts';

/**
 * The values of one signal: its source, how long it came before the last signal, then names and values. A negative
 * number in place of a name is the code of a field (see `field-codes.ts`). Any other number says how long the values
 * after it stay true; 0 or none: always.
 */
export type ValueGroup = readonly [source: string, before: number, ...unknown[]];

/** Writes the known values; with `by` only those that this kind of signals has set. Returns whether there were any. */
export function writeValues(values: CustomerState['values'], lastAt: number, out: ByteWriter, by?: HeardKind): boolean {
  let source: string | undefined;
  let at = Number.NaN;
  let staysTrueMs = 0;
  // Looking at all values takes longer than writing those of one signal.
  const names = by?.fields ?? Object.keys(values);
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    const known = values[name];
    if (known === undefined || (by !== undefined && known.source !== by.kind)) continue;
    if (known.source !== source || known.at !== at) {
      out.ascii(source === undefined ? '[' : '],[');
      ({ source, at } = known);
      staysTrueMs = 0;
      out.quoted(source);
      out.ascii(',');
      out.number(lastAt - at);
    }
    const stays = known.until === undefined ? 0 : known.until - at;
    out.ascii(',');
    if (stays !== staysTrueMs) {
      staysTrueMs = stays;
      out.number(stays);
      out.ascii(',');
    }
    const code = FIELD_CODES.get(name);
    if (code === undefined) out.quoted(name);
    else out.ascii(code);
    out.ascii(',');
    writeJson(known.v, out);
  }
  if (source !== undefined) out.ascii(']');
  return source !== undefined;
}

/** Reads a group of values. `lastAt` is the time of the last signal when the group was written. */
export function readGroup(
  into: Record<string, KnownValue>,
  [source, before, ...items]: ValueGroup,
  lastAt: number,
): void {
  const at = lastAt - before;
  let staysTrueMs = 0;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (typeof item === 'number' && item >= 0) staysTrueMs = item;
    else {
      const v = items[++i];
      into[nameOf(item)] = staysTrueMs === 0 ? { v, at, source } : { v, at, until: at + staysTrueMs, source };
    }
  }
}

function nameOf(item: unknown): string {
  if (typeof item === 'string') return item;
  const field = CODED_FIELDS[-1 - (item as number)];
  if (field === undefined) throw new Error(`a newer release wrote the field ${item}, which this one does not know`);
  return field;
}
