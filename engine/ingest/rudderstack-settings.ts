import type { Keys } from '../access/contract.ts';
import type { Exchange, Route } from './contract.ts';
import { credentialsOf } from './credentials.ts';
import { PREFLIGHT, refuse, replyJson } from './replies.ts';

/** RudderStack's libraries add the slash; apps that ask for themselves may not. */
const PATHS = ['/sourceConfig', '/sourceConfig/'];
const NO_KEY = { status: 401, reason: 'a publishable key is needed, as the write key' };

/**
 * `GET /sourceConfig/`: what RudderStack's library for browsers asks for before it sends anything: that nothing is
 * counted of itself, and that no destination is in the page.
 */
export function sourceConfigRoutes(parts: { readonly keys: Keys }): readonly Route[] {
  const handle = (exchange: Exchange): void => {
    const who = credentialsOf(exchange, parts.keys);
    if (who?.role !== 'publishable') refuse(exchange, NO_KEY);
    else replyJson(exchange, 200, sourceFor(who.key));
  };
  return PATHS.flatMap((path): Route[] => [
    { method: 'GET', path, handle },
    { method: 'OPTIONS', path, handle: (exchange) => exchange.reply(204, '', PREFLIGHT) },
  ]);
}

function sourceFor(writeKey: string): object {
  const statsCollection = { errors: { enabled: false }, metrics: { enabled: false } };
  const config = { statsCollection };
  return {
    source: { id: writeKey, name: 'kairos', workspaceId: 'kairos', writeKey, enabled: true, config, destinations: [] },
  };
}
