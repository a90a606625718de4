import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Keys, Unsubscription } from './contract.ts';

const SEAL_BYTES = 24;
const LONGEST_TOKEN = 4_096;

/**
 * Creates the functions that sign and check tokens with one server secret. Each purpose has a secret of its own,
 * derived from it.
 */
export function createTokens(secret: Uint8Array): Omit<Keys, 'check' | 'nameOf' | 'close'> {
  const secretFor = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), `kairos:${purpose}`, 32));
  const customers = secretFor('customer-token');
  const unsubscriptions = secretFor('unsubscribe-token');
  const debugs = secretFor('debug-token');
  const sealBy = (key: Buffer, payload: string): string =>
    createHmac('sha256', key).update(payload).digest().subarray(0, SEAL_BYTES).toString('base64url');
  const seal = (payload: string): string => sealBy(unsubscriptions, payload);
  const uses = new Map<string, Buffer>();
  const keyOf = (use: string): Buffer => {
    const known = uses.get(use) ?? secretFor(`sealed:${use}`);
    uses.set(use, known);
    return known;
  };
  const customerToken = (customer: string): string =>
    createHmac('sha256', customers).update(customer).digest('base64url');

  const debugToken = (customer: string, until: number): string => {
    const sealed = createHmac('sha256', debugs).update(`${until}:${customer}`).digest('base64url');
    return `${until}.${sealed}`;
  };

  return {
    secretFor,
    customerToken,
    isCustomerToken: (customer, token) => isSame(token, customerToken(customer)),
    debugToken,
    isDebugToken(customer, token, now) {
      const until = Number(/^(\d{13})\./.exec(token)?.[1] ?? 0);
      return until > now && isSame(token, debugToken(customer, until));
    },
    sealedToken(use, parts) {
      const payload = Buffer.from(JSON.stringify(parts)).toString('base64url');
      return `${payload}.${sealBy(keyOf(use), payload)}`;
    },
    readSealedToken(use, token) {
      const dot = token.indexOf('.');
      if (dot < 1 || token.length > LONGEST_TOKEN) return undefined;
      const payload = token.slice(0, dot);
      if (!isSame(token.slice(dot + 1), sealBy(keyOf(use), payload))) return undefined;
      return JSON.parse(Buffer.from(payload, 'base64url').toString()) as readonly (string | number)[];
    },
    unsubscribeToken({ customer, channel, purpose, delivery }) {
      const payload = Buffer.from(JSON.stringify([customer, channel, purpose, delivery])).toString('base64url');
      return `${payload}.${seal(payload)}`;
    },
    readUnsubscribeToken(token) {
      const dot = token.indexOf('.');
      if (dot < 1 || token.length > LONGEST_TOKEN) return undefined;
      const payload = token.slice(0, dot);
      return isSame(token.slice(dot + 1), seal(payload)) ? unpack(payload) : undefined;
    },
  };
}

/** Returns the content of a sealed payload. The seal held, so the engine wrote it. */
function unpack(payload: string): Unsubscription {
  const [customer, channel, purpose, delivery] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [
    string,
    string,
    string,
    string,
  ];
  return { customer, channel, purpose, delivery };
}

/** Compares two texts in constant time. */
function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
