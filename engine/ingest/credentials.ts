import type { KeyRole, Keys } from '../access/contract.ts';
import type { Exchange } from './contract.ts';

/** A valid key, with what it allows. */
export interface Credentials {
  readonly key: string;
  readonly role: KeyRole;
}

/**
 * The WebSocket protocol of `GET /v1/stream`. A browser cannot set a header there and offers its key as a second
 * protocol.
 */
export const STREAM_PROTOCOL = 'kairos';

/**
 * Returns the key of a request: `Authorization: Bearer KEY`, or Basic with the key as user, or `?key=` (RudderStack's
 * `?writeKey=`), or a WebSocket protocol. A secret key counts only in the header, as addresses end up in logs.
 * Undefined: there is no valid key.
 */
export function credentialsOf(exchange: Exchange, keys: Keys): Credentials | undefined {
  const inHeader = keyInHeader(exchange.header('authorization'));
  if (inHeader !== undefined) return checkKey(inHeader, keys);
  const inQuery =
    exchange.query('key') ||
    exchange.query('writeKey') ||
    protocolsOf(exchange).find((protocol) => protocol !== STREAM_PROTOCOL);
  const found = inQuery ? checkKey(inQuery, keys) : undefined;
  return found?.role === 'publishable' ? found : undefined;
}

/** Returns the WebSocket protocol to agree on: `kairos` if offered, else the only one offered. */
export function chosenProtocol(exchange: Exchange): string {
  const offered = protocolsOf(exchange);
  return offered.includes(STREAM_PROTOCOL) ? STREAM_PROTOCOL : (offered[0] ?? '');
}

/** Checks a key from another place, such as a Segment body. One that only reads sends no signals. */
export function checkKey(key: string, keys: Keys): Credentials | undefined {
  const role = keys.check(key);
  return role === undefined || role === 'reading' ? undefined : { key, role };
}

function keyInHeader(header: string): string | undefined {
  const space = header.indexOf(' ');
  if (space < 0) return undefined;
  const scheme = header.slice(0, space).toLowerCase();
  const given = header.slice(space + 1).trim();
  if (scheme === 'bearer') return given;
  if (scheme !== 'basic') return undefined;
  return Buffer.from(given, 'base64').toString().split(':', 1)[0];
}

function protocolsOf(exchange: Exchange): readonly string[] {
  const header = exchange.header('sec-websocket-protocol');
  return header === '' ? [] : header.split(',').map((protocol) => protocol.trim());
}
