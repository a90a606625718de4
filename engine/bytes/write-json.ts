import type { ByteWriter } from './contract.ts';

/**
 * Writes a plain value as JSON, as `JSON.stringify` does, but straight into bytes: for small values twice as fast, and
 * nothing is left to collect. Half a surrogate pair becomes U+FFFD. `numberAs` may change a number by the name that it
 * stands under.
 */
export function writeJson(value: unknown, out: ByteWriter, numberAs?: (name: string, value: number) => number): void {
  if (typeof value === 'string') out.quoted(value);
  else if (typeof value === 'number') out.number(value);
  else if (typeof value === 'boolean') out.ascii(value ? 'true' : 'false');
  else if (Array.isArray(value)) writeList(value, out, numberAs);
  else if (typeof value === 'object' && value !== null) {
    writeMembers(value as Readonly<Record<string, unknown>>, out, numberAs);
  } else out.ascii('null');
}

function writeList(
  list: readonly unknown[],
  out: ByteWriter,
  numberAs?: (name: string, value: number) => number,
): void {
  out.ascii('[');
  for (let i = 0; i < list.length; i++) {
    if (i > 0) out.ascii(',');
    writeJson(list[i], out, numberAs);
  }
  out.ascii(']');
}

function writeMembers(
  of: Readonly<Record<string, unknown>>,
  out: ByteWriter,
  numberAs?: (name: string, value: number) => number,
): void {
  out.ascii('{');
  let isFirst = true;
  for (const name in of) {
    const value = of[name];
    if (value === undefined) continue;
    if (!isFirst) out.ascii(',');
    isFirst = false;
    out.quoted(name);
    out.ascii(':');
    if (numberAs && typeof value === 'number') out.number(numberAs(name, value));
    else writeJson(value, out, numberAs);
  }
  out.ascii('}');
}
