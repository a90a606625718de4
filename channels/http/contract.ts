import type { Outbound, RefusalEffect } from '../contract.ts';

/** One request to a service. */
export interface HttpCall {
  /** Absent: `POST`. */
  readonly method?: 'POST' | 'PUT' | 'GET' | 'DELETE';
  /** What follows the service's address, with its query; or a whole URL. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A plain object leaves as JSON, URLSearchParams as a form, a Buffer as it is. */
  readonly body?: object;
}

/** What a service answered. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Its first 64 KB. */
  readonly text: string;
  /** Undefined: it is not JSON. */
  readonly json: unknown;
}

/**
 * The meaning of an answer. `throttled`: the whole account is to go slower; `address-throttled`: this address alone
 * gets too much. `credential-expired`: the credential is got anew, once, and the call made again; what is refused then
 * too is `channel-misconfigured`.
 */
export type Verdict =
  | 'accepted'
  | 'throttled'
  | 'address-throttled'
  | 'transient'
  | 'uncertain'
  | 'credential-expired'
  | RefusalEffect;

/** How a service answers. Its own code of an answer counts before the status. */
export interface Replies {
  /** Returns the service's own codes of an answer, the most telling first. */
  codes?(reply: HttpReply): readonly (string | number | undefined)[];
  /** The meaning of each code, and of a status as `HTTP 403`. */
  readonly verdicts?: Readonly<Record<string, Verdict>>;
  /** Returns the service's id of a message that it took; undefined: the answer does not say that it was taken. */
  accepted(reply: HttpReply, outbound: Outbound): string | undefined;
  /** Returns how long the service asks to wait, where it says so elsewhere than in `Retry-After`. */
  waitMs?(reply: HttpReply, now: number): number | undefined;
  /**
   * A message is not taken when the answer is 500, 502 or 504. Absent: nobody knows, where repeats are not recognised.
   */
  readonly refusesByServerError?: boolean;
}

/** A credential that is got from somewhere and expires. */
export interface Token {
  readonly value: string;
  readonly goodForMs: number;
}

/** Thrown by a provider that cannot write a message: it is refused before anything leaves. */
export class Unsendable extends Error {
  override readonly name = 'Unsendable';
  readonly effect: RefusalEffect;
  constructor(reason: string, effect: RefusalEffect = 'drop') {
    super(reason);
    this.effect = effect;
  }
}

/** Thrown where a credential is refused: the account is misconfigured. */
export class CredentialRefused extends Error {
  override readonly name = 'CredentialRefused';
}
