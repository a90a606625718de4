import { randomBytes } from 'node:crypto';
import { X_HOOKS } from '../hooks/x.ts';
import { defineHttpProvider } from '../http/define.ts';
import { urlOf } from '../http/door.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import { signOAuth1 } from '../http/sign-oauth1.ts';
import x from '../kinds/x.ts';

const settings = accountSettings(
  'https://api.x.com',
  { consumerKey: text(), consumerSecret: text(), token: text(), tokenSecret: text() },
  {
    consumerKey: secretly({ en: 'Key of the app', de: 'Schlüssel der App' }),
    consumerSecret: secretly({ en: 'Secret of the app', de: 'Geheimnis der App' }),
    token: secretly({ en: 'Access token of the account', de: 'Zugangstoken des Kontos' }),
    tokenSecret: secretly({ en: 'Secret of the access token', de: 'Geheimnis des Zugangstokens' }),
  },
);

/**
 * X API version 2, in the name of one account by OAuth 1.0a, whose tokens do not expire:
 * https://docs.x.com/x-api/direct-messages/manage/integrate
 */
export default defineHttpProvider({
  name: 'x-account',
  channel: 'x',
  shows: x.shows,
  title: { en: 'X account', de: 'X-Konto' },
  summary: { en: 'Direct messages of an account on X.', de: 'Direktnachrichten eines Kontos auf X.' },
  idempotent: false,
  hooks: X_HOOKS,
  settings,
  write: ({ to }, _settings, _now, shown) => ({
    path: `/2/dm_conversations/with/${to}/messages`,
    body: { text: shown.text },
  }),
  authorize(call, { url, consumerKey, consumerSecret, token, tokenSecret }, _token, now) {
    const keys = { consumerKey, consumerSecret, token, tokenSecret };
    const once = { now, nonce: randomBytes(16).toString('hex') };
    return { ...call, headers: { authorization: signOAuth1({ method: 'POST', url: urlOf(call, url) }, keys, once) } };
  },
  codes: ({ json }) => [fieldOf(json, 'type')?.split('/').pop()],
  verdicts: {
    'resource-not-found': 'suppress-address',
    'client-forbidden': 'channel-misconfigured',
    'oauth1-permissions': 'channel-misconfigured',
    'unsupported-authentication': 'channel-misconfigured',
    'usage-capped': 'throttled',
    // Who takes no messages of this account.
    'HTTP 403': 'fallback-channel',
  },
  waitMs: ({ status, headers }, now) => {
    const resetsAt = Number(headers['x-rate-limit-reset']) * 1_000;
    return status === 429 && resetsAt > now ? resetsAt - now : undefined;
  },
  accepted: ({ json }) => fieldOf(json, 'data', 'dm_event_id'),
});
