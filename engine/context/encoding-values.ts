import type { CustomerState, HeardKind, KnownValue } from '../../triggers/state/contract.ts';
import type { ByteWriter } from '../bytes/contract.ts';
import { writeJson } from '../bytes/write-json.ts';
import { CODED_FIELDS, FIELD_CODES } from './field-codes.ts';

/**
 * Values of one signal together: who said so, how long before the last signal, then names and values. A number where a name
 * would stand is the code of a field (see `field-codes.ts`) when it is negative; otherwise it says how long the values after it stay
 * true; 0 or none: always.
 */
export type ValueGroup = readonly [source: string, before: number, ...unknown[]];

/** Writes the values that are known; with `by` only those that this kind of signal said. Says whether there were any. */
export function writeValues(values: CustomerState['values'], lastAt: number, out: ByteWriter, by?: HeardKind): boolean {
  let source: string | undefined;
  let at = Number.NaN;
  let staysTrueMs = 0;
  // To look for all of them takes longer than to write what one signal said.
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

/** Takes a group in. `lastAt`: the last signal's time when it was written. */
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
