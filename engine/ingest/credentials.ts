import type { KeyRole, Keys } from '../access/contract.ts';
import type { Exchange } from './edge-contract.ts';

/** A key that counts, and what it allows. */
export interface Credentials {
  readonly key: string;
  readonly role: KeyRole;
}

/** The protocol of `GET /v1/stream`; a browser, which can set no header there, offers its key as a second one. */
export const STREAM_PROTOCOL = 'kairos';

/**
 * The key of a request: `Authorization: Bearer KEY`, or Basic with the key as user, or `?key=`, or a WebSocket protocol. A
 * secret key counts only in the header, for addresses end up in logs. Undefined: none that counts.
 */
export function credentialsOf(exchange: Exchange, keys: Keys): Credentials | undefined {
  const inHeader = keyInHeader(exchange.header('authorization'));
  if (inHeader !== undefined) return checkKey(inHeader, keys);
  const inQuery = exchange.query('key') || protocolsOf(exchange).find((protocol) => protocol !== STREAM_PROTOCOL);
  const found = inQuery ? checkKey(inQuery, keys) : undefined;
  return found?.role === 'publishable' ? found : undefined;
}

/** The WebSocket protocol to agree on: ours when offered, else the only one that is there. */
export function chosenProtocol(exchange: Exchange): string {
  const offered = protocolsOf(exchange);
  return offered.includes(STREAM_PROTOCOL) ? STREAM_PROTOCOL : (offered[0] ?? '');
}

/** A key from elsewhere, such as a Segment body. */
export function checkKey(key: string, keys: Keys): Credentials | undefined {
  const role = keys.check(key);
  return role && { key, role };
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
