import { createHmac, timingSafeEqual, verify } from 'node:crypto';

/** Calls older or newer than this are untrusted: somebody may play an old one again. */
export const REPLAY_WINDOW_MS = 5 * 60_000;

/** Compares two texts in a time that tells nothing of where they differ. */
export function isSameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Whether `said` is the HMAC of what was signed. */
export function isHmacOf(
  said: string,
  key: string,
  signed: readonly (string | Buffer)[],
  { algorithm = 'sha256', encoding = 'hex' }: { algorithm?: string; encoding?: 'hex' | 'base64' } = {},
): boolean {
  const hmac = createHmac(algorithm, key);
  for (const part of signed) hmac.update(part);
  return isSameText(said, hmac.digest(encoding));
}

/** Whether `said` is an ECDSA signature, base64, over SHA-256, by a public key in SPKI, base64. Never throws. */
export function isEcdsaOf(said: string, publicKey: string, signed: readonly (string | Buffer)[]): boolean {
  const pem = `-----BEGIN PUBLIC KEY-----\n${publicKey}\n-----END PUBLIC KEY-----`;
  const bytes = Buffer.concat(signed.map((part) => Buffer.from(part)));
  try {
    return verify('sha256', bytes, pem, Buffer.from(said, 'base64'));
  } catch {
    return false;
  }
}

/** Whether a time in seconds is near enough to now. */
export function isTimely(seconds: unknown, now: number): boolean {
  const at = Number(seconds) * 1_000;
  return Number.isFinite(at) && Math.abs(now - at) <= REPLAY_WINDOW_MS;
}

/** Reads JSON; undefined: it is none. */
export function readJsonBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Reads what should be a map, so that its members may be looked at. */
export function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** Reads what should be a text; undefined: it is none, or empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
