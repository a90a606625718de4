import { WECHAT_HOOKS } from '../hooks/wechat.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { readToken } from '../http/google-token.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import wechat from '../kinds/wechat.ts';

const settings = accountSettings(
  'https://api.weixin.qq.com',
  { app: text(64), secret: text(), hookToken: text(64).optional(), hookKey: text(43).length(43).optional() },
  {
    app: { title: { en: 'Id of the account', de: 'Kennung des Kontos' }, kind: 'text' },
    secret: secretly({ en: 'Secret', de: 'Geheimnis' }),
    hookToken: secretly({ en: 'Token of hooks', de: 'Token der Rückrufe' }),
    hookKey: secretly(
      { en: 'Key of hooks', de: 'Schlüssel der Rückrufe' },
      { description: { en: 'EncodingAESKey, of the safe mode.', de: 'EncodingAESKey, im sicheren Modus.' } },
    ),
  },
);

/**
 * An official account of WeChat:
 * https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage
 */
export default defineHttpProvider({
  name: 'wechat-account',
  channel: 'wechat',
  title: { en: 'Official account of WeChat', de: 'Offizielles WeChat-Konto' },
  summary: {
    en: 'An official account of WeChat, by its messages of customer service.',
    de: 'Ein offizielles Konto von WeChat, über seine Nachrichten des Kundendienstes.',
  },
  idempotent: false,
  hooks: WECHAT_HOOKS,
  shows: wechat.shows,
  settings,
  write: ({ to }, _settings, _now, shown) => ({
    path: '/cgi-bin/message/custom/send',
    body: { touser: to, msgtype: 'text', text: { content: shown.text } },
  }),
  async token({ app, secret }, ask) {
    const grant = { grant_type: 'client_credential', appid: app, secret };
    const reply = await ask({ path: '/cgi-bin/stable_token', body: grant });
    // What is refused comes as a success.
    return readToken(fieldOf(reply.json, 'errcode') ? { ...reply, status: 401 } : reply);
  },
  authorize: (call, _settings, token) => ({ ...call, path: `${call.path}?access_token=${encodeURIComponent(token)}` }),
  codes: ({ json }) => [fieldOf(json, 'errcode') === '0' ? undefined : fieldOf(json, 'errcode')],
  verdicts: {
    '-1': 'transient',
    40001: 'credential-expired',
    40014: 'credential-expired',
    42001: 'credential-expired',
    40003: 'suppress-address',
    43004: 'suppress-address',
    40164: 'channel-misconfigured',
    48001: 'channel-misconfigured',
    45009: 'throttled',
    45015: 'window-closed',
    45047: 'window-closed',
    45002: 'drop',
  },
  accepted: ({ json }, { id }) => (fieldOf(json, 'errcode') === '0' ? (fieldOf(json, 'msgid') ?? id) : undefined),
});
