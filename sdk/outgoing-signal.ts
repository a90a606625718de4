import { LIMITS, type SignalInput } from './protocol.ts';

/** A signal with its id, its time and its JSON, or the reason why it can never be accepted. */
export type Prepared =
  | { readonly id: string; readonly text: string }
  | { readonly id: string; readonly reason: string };

const ID = new RegExp(`^[\\x21-\\x7e]{1,${LIMITS.idChars}}$`);
const encoder = new TextEncoder();

/** Gives a signal an id and the current time if missing, and checks the faults that would fail a whole frame. */
export function prepare(signal: SignalInput, now: number): Prepared {
  const id = signal.id ?? newId();
  if (!ID.test(id)) return { id, reason: `id: must be 1 to ${LIMITS.idChars} printable characters without spaces` };
  let text: string | undefined;
  try {
    text = JSON.stringify({ ...signal, id, at: signal.at ?? now });
  } catch (cause) {
    return { id, reason: `signal: must be JSON: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
  // A unit takes at most three bytes, so a short text needs no counting.
  if (text.length * 3 > LIMITS.signalBytes && encoder.encode(text).length > LIMITS.signalBytes) {
    return { id, reason: `signal: may have at most ${LIMITS.signalBytes} bytes` };
  }
  if (depthOf(text) > LIMITS.depth) return { id, reason: `signal: must not nest deeper than ${LIMITS.depth} levels` };
  return { id, text };
}

function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const mark = json[i];
    if (inString) {
      if (mark === '\\') i++;
      else if (mark === '"') inString = false;
    } else if (mark === '"') inString = true;
    else if (mark === '{' || mark === '[') deepest = Math.max(deepest, ++depth);
    else if (mark === '}' || mark === ']') depth--;
  }
  return deepest;
}

/** Returns a UUID, also on an insecure page or a phone, where `randomUUID` or all of `crypto` is missing. */
export function newId(): string {
  const random = (globalThis as { readonly crypto?: Partial<typeof crypto> }).crypto;
  if (random?.randomUUID) return random.randomUUID();
  const bytes = new Uint8Array(16);
  if (random?.getRandomValues) random.getRandomValues(bytes);
  else
    bytes.forEach((_, at) => {
      bytes[at] = Math.random() * 256;
    });
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
