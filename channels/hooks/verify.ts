import { createHash, createHmac, timingSafeEqual, verify } from 'node:crypto';

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
  key: string | Buffer,
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

/**
 * Reads the claims of a JSON Web Token that this secret signed (HS256); undefined: it did not, or the token is none.
 */
export function readJwt(said: string, secret: string | Buffer): Readonly<Record<string, unknown>> | undefined {
  const [header = '', claims = '', signature = ''] = said.replace(/^Bearer\s+/i, '').split('.');
  const signed = createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url');
  const algorithm = mapOf(readJsonBody(Buffer.from(header, 'base64url'))).alg;
  if (algorithm !== 'HS256' || !isSameText(signature, signed)) return undefined;
  return mapOf(readJsonBody(Buffer.from(claims, 'base64url')));
}

/** Whether a call carries this password, with any user, as `Authorization: Basic` says it. */
export function hasPassword(authorization: string | undefined, password: string): boolean {
  const said = Buffer.from((authorization ?? '').replace(/^Basic /i, ''), 'base64').toString('utf8');
  return isSameText(said.slice(said.indexOf(':') + 1), password);
}

/** The hash of some bytes, in hexadecimal. */
export function hashOf(bytes: string | Buffer, algorithm: 'sha1' | 'sha256' = 'sha256'): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

/** Reads what should be a list; what is none is empty. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Reads a phone number that may lack its plus; undefined: it is no text. */
export function phoneOf(value: unknown): string | undefined {
  const digits = textOf(value);
  return digits === undefined || !/^\d+$/.test(digits) ? digits : `+${digits}`;
}

/** Reads a time as ISO 8601 has it, in milliseconds since 1970; undefined: it is none. */
export function instantOf(value: unknown): number | undefined {
  return Date.parse(textOf(value) ?? '') || undefined;
}
