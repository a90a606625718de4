import { isUtf8 } from 'node:buffer';
import { LIMITS } from '../../sdk/protocol.ts';
import { quoteLongNumbers } from './exact-numbers.ts';
import { findJsonFault } from './json-fault.ts';
import { findOversize } from './oversize.ts';
import { scan } from './scan.ts';

/** A request's JSON, its limits checked, or why it is refused. */
export type JsonBody =
  | {
      readonly ok: true;
      readonly value: Readonly<Record<string, unknown>>;
      /** The signals in it: the elements of the list, else the one that it is. */
      readonly inputs: readonly unknown[];
      /** By index: how many bytes a signal has that has too many. */
      readonly oversize: ReadonlyMap<number, number>;
      /** The values need a closer look (see `doubt.ts`). */
      readonly isDoubtful: boolean;
    }
  | { readonly ok: false; readonly status: 400 | 413; readonly reason: string };

/** The verdict on a body that is too large, wherever that is found. */
export const TOO_LARGE = {
  ok: false,
  status: 413,
  reason: `a batch may have at most ${LIMITS.batchBytes} bytes`,
} as const satisfies JsonBody;

const LIST_LEVELS = 2;

/**
 * Reads one signal, or the list of signals under the top-level name `list`. Size, nesting and encoding are checked
 * before parsing. The same bytes get the same verdict wherever they came in.
 */
export function readJson(body: Buffer, list: string): JsonBody {
  if (body.length > LIMITS.batchBytes) return TOO_LARGE;
  const bytes = withoutMark(body);
  const { depth, tooDeepAt, isAscii, isDoubtful, hasLongNumber } = scan(bytes, LIMITS.depth + LIST_LEVELS);
  if (tooDeepAt >= 0) return bad(`must not nest deeper than ${LIMITS.depth} levels, does at byte ${tooDeepAt}`);
  if (!isAscii && !isUtf8(bytes)) return bad('must be UTF-8');
  const oversize = findOversize(bytes, list, LIMITS.signalBytes);
  if (oversize.elsewhere > 0) return refuseTooLarge(oversize.elsewhere);

  const text = bytes.toString(isAscii ? 'latin1' : 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(hasLongNumber ? quoteLongNumbers(text) : text);
  } catch {
    return bad(sayMalformed(text));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return bad(`must be a JSON object: a signal, or { "${list}": [ … ] }`);
  }
  const whole = value as Readonly<Record<string, unknown>>;
  if (!Object.hasOwn(whole, list)) {
    if (bytes.length > LIMITS.signalBytes) return refuseTooLarge(bytes.length);
    if (depth > LIMITS.depth) return bad(`must not nest deeper than ${LIMITS.depth} levels, has ${depth}`);
    return { ok: true, value: whole, inputs: [whole], oversize: oversize.inList, isDoubtful };
  }
  const inputs = whole[list];
  if (!Array.isArray(inputs)) return bad(`${list}: must be a list of signals`);
  if (inputs.length > LIMITS.batchSignals) {
    return { ok: false, status: 413, reason: `${list}: at most ${LIMITS.batchSignals} signals, got ${inputs.length}` };
  }
  return { ok: true, value: whole, inputs, oversize: oversize.inList, isDoubtful };
}

/** RFC 8259 lets a reader ignore a byte order mark; PowerShell and .NET write one. */
function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** Why a text is not JSON, with the place. */
function sayMalformed(text: string): string {
  const fault = findJsonFault(text);
  if (!fault) return 'malformed JSON';
  const before = text.slice(0, fault.position).split('\n');
  const place = `position ${fault.position} (line ${before.length}, column ${before.at(-1)!.length + 1})`;
  return `malformed JSON at ${place}: expected ${fault.expected}`;
}

function bad(reason: string): JsonBody {
  return { ok: false, status: 400, reason };
}

function refuseTooLarge(got: number): JsonBody {
  return { ok: false, status: 413, reason: `a signal may have at most ${LIMITS.signalBytes} bytes, got ${got}` };
}
