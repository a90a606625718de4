import type { Closable } from '../contract.ts';

/** `publishable`: may send signals, so it may sit in an app. `secret`: may do everything. */
export type KeyRole = 'publishable' | 'secret';

/** What is kept of a key; the key itself is not. Later releases may add fields, so what is not known is left alone. */
export interface StoredKey {
  readonly role: KeyRole;
  readonly madeAt: number;
  readonly name?: string;
  /** Set from outside; replaced when the setting changes. */
  readonly preset?: true;
  /** When it ends by itself, after its successor was made. */
  readonly until?: number;
}

/** A key as it may be shown. Times are milliseconds since 1970. */
export interface KeyView {
  /** The beginning of its hash. */
  readonly id: string;
  readonly role: KeyRole;
  readonly name: string;
  readonly madeAt: number;
  /** To the minute; absent: never shown since this is noted. */
  readonly usedAt?: number;
  readonly until?: number;
}

/** A key in the clear: the only time that it is. */
export interface MadeKey extends KeyView {
  readonly key: string;
}

/** The keys there are, to look at and to change. Throws KeyRefused, saying why; undefined: there is no key of that id. */
export interface KeyRing {
  list(): Promise<readonly KeyView[]>;
  make(role: KeyRole, name: string): Promise<MadeKey>;
  /** Makes a successor of the same role and name; the old one counts for so long beside it. */
  rotate(id: string, keepMs: number): Promise<MadeKey | undefined>;
  revoke(id: string): Promise<KeyView | undefined>;
}

/** Whose messages an unsubscribe link stops, and which. */
export interface Unsubscription {
  readonly customer: string;
  readonly channel: string;
  readonly purpose: string;
  /** The delivery whose link it was. */
  readonly delivery: string;
}

/** Who may do what, and what the engine signs with. Every call answers from memory; a revoked key is refused within 2 s. */
export interface Keys extends Closable {
  /** In constant time. Undefined: no such key. */
  check(key: string): KeyRole | undefined;
  /** A secret of this data set for one purpose, the same on every engine and at every start. */
  secretFor(purpose: string): Buffer;
  /** What an app shows to receive a customer's in-app messages. */
  customerToken(customer: string): string;
  isCustomerToken(customer: string, token: string): boolean;
  unsubscribeToken(unsubscription: Unsubscription): string;
  /** Undefined: not one of ours, or changed on its way. */
  readUnsubscribeToken(token: string): Unsubscription | undefined;
}
