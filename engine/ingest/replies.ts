import type { Exchange, Headers } from './contract.ts';

/** A refusal: its reason, and how long it lasts if only for now. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
  /** The time after which the client should send the same again. */
  readonly waitMs?: number;
}

/** Headers for browsers of any site: the key decides, there are no cookies. */
export const OPEN: Headers = [
  ['content-type', 'application/json'],
  ['access-control-allow-origin', '*'],
];

/** Answers with JSON that any site may read. */
export function replyJson(exchange: Exchange, status: number, body: unknown): void {
  exchange.reply(status, JSON.stringify(body), OPEN);
}

/** Refuses a request with the reason; `more` joins it in the body. */
export function refuse(exchange: Exchange, { status, reason, waitMs }: Refusal, more = {}): void {
  const body = JSON.stringify({ error: reason, ...more });
  if (waitMs === undefined) exchange.reply(status, body, OPEN);
  else {
    const seconds = String(Math.max(1, Math.ceil(waitMs / 1_000)));
    exchange.reply(status, body, [...OPEN, ['retry-after', seconds], ['access-control-expose-headers', 'retry-after']]);
  }
}

/** Part of a request is not stored. The stored part is recognised when it comes again. */
export const UNFINISHED: Refusal = {
  status: 503,
  reason: 'not everything could be stored, send it again',
  waitMs: 1_000,
};

/**
 * Headers for a browser that asks before it sends. The star stands for the headers of others; `authorization` must be
 * named.
 */
export const PREFLIGHT: Headers = [
  ['access-control-allow-origin', '*'],
  ['access-control-allow-methods', 'GET, POST'],
  ['access-control-allow-headers', 'authorization, content-type, content-encoding, x-retry-count, *'],
  ['access-control-max-age', '86400'],
];
