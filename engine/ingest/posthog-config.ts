import type { Keys } from '../access/contract.ts';
import type { Exchange, Route } from './contract.ts';
import { OPEN, refuse, replyJson } from './replies.ts';

/**
 * Nothing is recorded, shown or looked for in the page: `posthog-js` loads none of its other scripts then. `surveys` is
 * not among it, because the library loads their script also where it is false.
 */
const CONFIG = {
  supportedCompression: ['gzip', 'gzip-js', 'base64'],
  autocapture_opt_out: true,
  captureDeadClicks: false,
  capturePerformance: false,
  conversations: false,
  defaultIdentifiedOnly: true,
  errorTracking: { autocaptureExceptions: false },
  hasFeatureFlags: false,
  heatmaps: false,
  isAuthenticated: false,
  logs: { captureConsoleLogs: false },
  productTours: false,
  sessionRecording: false,
  siteApps: [],
  toolbarParams: {},
} as const;
const NO_KEY = { status: 404, reason: 'no publishable key like this one' };

/**
 * `GET /array/KEY/config.js` and, where scripts of other hosts may not run, `GET /array/KEY/config`: what `posthog-js`
 * asks for when it starts. The script puts the same on the page, under its key.
 */
export function posthogConfigRoutes({ keys }: { readonly keys: Pick<Keys, 'check'> }): readonly Route[] {
  const route = (path: string, reply: (exchange: Exchange, key: string) => void): Route => ({
    method: 'GET',
    path,
    handle(exchange) {
      const key = exchange.parameter(0);
      // A secret key has no place in an address, nor in a page.
      if (keys.check(key) !== 'publishable') refuse(exchange, NO_KEY);
      else reply(exchange, key);
    },
  });
  return [
    route('/array/:key/config', (exchange) => replyJson(exchange, 200, CONFIG)),
    route('/array/:key/config.js', (exchange, key) => {
      const entry = JSON.stringify({ config: CONFIG, siteApps: [] });
      const all = 'window._POSTHOG_REMOTE_CONFIG';
      exchange.reply(200, `(${all} = ${all} || {})[${JSON.stringify(key)}] = ${entry};\n`, SCRIPT);
    }),
  ];
}

const SCRIPT = OPEN.map(([name, value]) => [name, name === 'content-type' ? 'text/javascript' : value] as const);
