import type { Closable } from '../contract.ts';

/**
 * `publishable`: sends signals only, so it may be part of an app. `reading`: reads definitions and results without
 * personal data, for tools that draw. `secret`: allows every call.
 */
export const KEY_ROLES = ['publishable', 'reading', 'secret'] as const;
export type KeyRole = (typeof KEY_ROLES)[number];

/**
 * A key as it is stored: by its hash, never in the clear. Later releases may add fields, which are kept as they are.
 */
export interface StoredKey {
  readonly role: KeyRole;
  readonly madeAt: number;
  readonly name?: string;
  /** Set by an environment variable; replaced when the variable changes. */
  readonly preset?: true;
  /** The time when it stops counting, set when its successor was made. */
  readonly until?: number;
}

/** A key without its secret part. Times are milliseconds since 1970. */
export interface KeyView {
  /** Its id: the beginning of its hash. */
  readonly id: string;
  readonly role: KeyRole;
  readonly name: string;
  readonly madeAt: number;
  /** The last use, to the minute; absent: none was noted. */
  readonly usedAt?: number;
  readonly until?: number;
}

/** A new key in the clear. This is the only time that it is shown. */
export interface MadeKey extends KeyView {
  readonly key: string;
}

/** Lists and changes the keys. A refused change throws KeyRefused with the reason; undefined: no key has that id. */
export interface KeyRing {
  list(): Promise<readonly KeyView[]>;
  make(role: KeyRole, name: string): Promise<MadeKey>;
  /** Makes a successor with the same role and name. The old key counts for `keepMs` beside it. */
  rotate(id: string, keepMs: number): Promise<MadeKey | undefined>;
  revoke(id: string): Promise<KeyView | undefined>;
}

/** The customer, the channel and the purpose that an unsubscribe link stops. */
export interface Unsubscription {
  readonly customer: string;
  readonly channel: string;
  readonly purpose: string;
  /** The delivery that carried the link. */
  readonly delivery: string;
}

/** Checks keys, and signs and checks tokens. Every call answers from memory; a revoked key is refused within 2 s. */
export interface Keys extends Closable {
  /** Returns the role of a key, in constant time; undefined for an unknown key. */
  check(key: string): KeyRole | undefined;
  /** Returns the name of a key, or its id where it has none; undefined for an unknown key. */
  nameOf(key: string): string | undefined;
  /** Returns the secret of this data set for one purpose, the same on every engine and after every start. */
  secretFor(purpose: string): Buffer;
  /** Returns the token with which an app may receive a customer's in-app messages. */
  customerToken(customer: string): string;
  isCustomerToken(customer: string, token: string): boolean;
  /** Returns the token with which an app may see what becomes of a customer's signals, until a time. */
  debugToken(customer: string, until: number): string;
  isDebugToken(customer: string, token: string, now: number): boolean;
  /** Returns a token with these parts under a seal of its use. */
  sealedToken(use: string, parts: readonly (string | number)[]): string;
  /**
   * Returns the parts of a token; undefined for one that this data set did not seal for this use, or that was changed.
   */
  readSealedToken(use: string, token: string): readonly (string | number)[] | undefined;
  unsubscribeToken(unsubscription: Unsubscription): string;
  /** Returns the content of a token; undefined for one that this data set did not sign, or that was changed. */
  readUnsubscribeToken(token: string): Unsubscription | undefined;
}

/** A refused change of keys, with the reason. */
export class KeyRefused extends Error {
  override readonly name = 'KeyRefused';
}

/** The keys made at the very first start, in the clear. Only their hashes are stored. */
export interface MadeKeys {
  readonly ingestKey?: string;
  readonly secretKey?: string;
}
