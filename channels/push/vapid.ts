import { readPrivateKey, signJwt } from '../http/jwt.ts';

/** The keys of an account with the services of Web Push, and whom these may write to. */
export interface VapidAccount {
  readonly contact: string;
  /** A point, base64url. */
  readonly publicKey: string;
  /** A number, base64url. */
  readonly privateKey: string;
}

/** Returns the header `authorization` for a push service (RFC 8292); `now` is real time, milliseconds. */
export type SignVapid = (account: VapidAccount, origin: string, now: number) => string;

const GOOD_FOR_MS = 12 * 3_600_000;
/** A token is used again for so long: it has eleven hours left then, for clocks that differ. */
const USED_FOR_MS = 3_600_000;
/** Browsers name their services: more of them than there are is somebody's mischief. */
const MOST_ORIGINS = 200;

/**
 * Creates the signature of accounts, with the tokens that it made: to sign each message costs 350 µs (bench: channels).
 */
export function createSignVapid(): SignVapid {
  const made = new WeakMap<VapidAccount, Map<string, { readonly header: string; readonly at: number }>>();
  return (account, origin, now) => {
    const tokens = made.get(account) ?? new Map<string, { header: string; at: number }>();
    made.set(account, tokens);
    const known = tokens.get(origin);
    if (known && Math.abs(now - known.at) < USED_FOR_MS) return known.header;
    const claims = { aud: origin, exp: Math.floor((now + GOOD_FOR_MS) / 1_000), sub: account.contact };
    const header = `vapid t=${signJwt('ES256', keyOf(account), {}, claims)}, k=${account.publicKey}`;
    if (tokens.size >= MOST_ORIGINS) tokens.clear();
    tokens.set(origin, { header, at: now });
    return header;
  };
}

function keyOf({ publicKey, privateKey }: VapidAccount) {
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  return readPrivateKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y!, d: privateKey }, format: 'jwk' });
}
