import type { Closable } from '../contract.ts';

/** `publishable`: may send signals, so it may sit in an app. `secret`: may do everything. */
export type KeyRole = 'publishable' | 'secret';

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

/** Whether this engine can do its work now; `why` when not, or what it cannot do yet although it takes signals. */
export interface Readiness {
  readonly ok: boolean;
  readonly why?: string;
}
