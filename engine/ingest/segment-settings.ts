import type { Keys } from '../access/contract.ts';
import type { Exchange, Route } from './contract.ts';
import { refuse, replyJson } from './replies.ts';

const MOST_METRICS_BYTES = 64 * 1024;
const NO_KEY = { status: 404, reason: 'no publishable key like this one' };
const TOO_LARGE = { status: 413, reason: `metrics may have at most ${MOST_METRICS_BYTES} bytes` };

/** `POST /v1/m`: what Segment's SDKs count of themselves. Taken and let go. */
export const metricsRoute: Route = {
  method: 'POST',
  path: '/v1/m',
  handle(exchange) {
    exchange.body(
      MOST_METRICS_BYTES,
      () => replyJson(exchange, 200, { success: true }),
      () => refuse(exchange, TOO_LARGE),
    );
  },
};

/**
 * `GET /v1/projects/KEY/settings`: what an SDK for browsers or phones asks for before it sends anything: that there is
 * one destination, this engine, and where it is.
 */
export function settingsRoute({ keys }: { readonly keys: Pick<Keys, 'check'> }, publicUrl: string | undefined): Route {
  return {
    method: 'GET',
    path: '/v1/projects/:key/settings',
    handle(exchange) {
      const key = exchange.parameter(0);
      // A secret key has no place in an address, nor in an app.
      if (keys.check(key) !== 'publishable') refuse(exchange, NO_KEY);
      else replyJson(exchange, 200, settingsFor(key, publicUrl ?? urlAsked(exchange)));
    },
  };
}

function settingsFor(apiKey: string, url: string): object {
  const { protocol, host, pathname } = new URL('v1', url.endsWith('/') ? url : `${url}/`);
  const there = { protocol: protocol.slice(0, -1), apiHost: host + pathname };
  const all = { __default: { enabled: true, integrations: {} } };
  return {
    integrations: { 'Segment.io': { apiKey, ...there, type: 'browser', retryQueue: true } },
    plan: { track: all, identify: all, group: all },
    edgeFunction: {},
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0, host: there.apiHost },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  };
}

/** The address by which the client found us. A proxy that ends TLS says so. */
function urlAsked(exchange: Exchange): string {
  const protocol = exchange.header('x-forwarded-proto') === 'https' ? 'https' : 'http';
  const url = `${protocol}://${exchange.header('host')}`;
  return URL.canParse(url) ? url : 'http://localhost';
}
