import type { Exchange, Headers } from './edge-contract.ts';

/** A no: why, and for how long when it is only for now. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
  /** The client should come back with the same after this time. */
  readonly waitMs?: number;
}

/** Browsers of any site may call us: what counts is the key, there are no cookies. */
export const OPEN: Headers = [
  ['content-type', 'application/json'],
  ['access-control-allow-origin', '*'],
];

/** Answers with JSON that any site may read. */
export function replyJson(exchange: Exchange, status: number, body: unknown): void {
  exchange.reply(status, JSON.stringify(body), OPEN);
}

/** Says no, and why; `more` joins the reason in the body. */
export function refuse(exchange: Exchange, { status, reason, waitMs }: Refusal, more = {}): void {
  const body = JSON.stringify({ error: reason, ...more });
  if (waitMs === undefined) exchange.reply(status, body, OPEN);
  else {
    const seconds = String(Math.max(1, Math.ceil(waitMs / 1_000)));
    exchange.reply(status, body, [...OPEN, ['retry-after', seconds], ['access-control-expose-headers', 'retry-after']]);
  }
}

/** Part of a request is not stored. What is, will be recognised. */
export const UNFINISHED: Refusal = {
  status: 503,
  reason: 'not everything could be stored, send it again',
  waitMs: 1_000,
};

/** What a browser is told when it asks before it sends. The star is for headers that others add; `authorization` must be named. */
export const PREFLIGHT: Headers = [
  ['access-control-allow-origin', '*'],
  ['access-control-allow-methods', 'GET, POST'],
  ['access-control-allow-headers', 'authorization, content-type, content-encoding, x-retry-count, *'],
  ['access-control-max-age', '86400'],
];
