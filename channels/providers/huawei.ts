import { CLIENT_SETTINGS, CLIENT_WORDS, clientToken } from '../http/client-token.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, text } from '../http/settings.ts';
import { toDevices } from '../push/to-devices.ts';

const settings = accountSettings(
  'https://push-api.cloud.huawei.com',
  { app: text(30), ...CLIENT_SETTINGS('https://oauth-login.cloud.huawei.com/oauth2/v3/token') },
  { app: { title: { en: 'Id of the app', de: 'Kennung der App' }, kind: 'text' }, ...CLIENT_WORDS },
);

const LONGEST_SECONDS = 15 * 86_400;
const [BY_URL, BY_APP] = [2, 3];

/** Huawei Push Kit: https://developer.huawei.com/consumer/en/doc/HMSCore-References/https-send-api-0000001050986197 */
export default toDevices(
  'huawei',
  defineHttpProvider({
    name: 'huawei',
    channel: 'push',
    title: { en: 'Huawei Push Kit', de: 'Huawei Push Kit' },
    summary: { en: 'Huawei’s service, for phones without Google.', de: 'Huaweis Dienst, für Telefone ohne Google.' },
    idempotent: false,
    settings,
    write({ id, to, message, expiresAt }, { app }, now) {
      const { title, body, locked, collapse, action, image } = message;
      const seconds = Math.min(Math.max(Math.floor((expiresAt - now) / 1_000), 1), LONGEST_SECONDS);
      const isPage = action !== undefined && /^https:/.test(action);
      return {
        path: `/v1/${app}/messages:send`,
        body: {
          validate_only: false,
          message: {
            token: [to],
            // It has no words of its own for a locked screen, so these stand in place of the message.
            notification: {
              title,
              body: locked ?? body,
              ...(image !== undefined && locked === undefined && { image }),
            },
            data: JSON.stringify({
              ...{ delivery: id, ...(action !== undefined && { action }) },
              ...(locked !== undefined && { body, image }),
            }),
            android: {
              ttl: `${seconds}s`,
              notification: {
                click_action: isPage ? { type: BY_URL, url: action } : { type: BY_APP },
                ...(locked !== undefined && { visibility: 'PRIVATE' }),
                ...(collapse && { tag: collapse }),
              },
            },
          },
        },
      };
    },
    token: (account, ask) => clientToken(account, ask),
    codes: ({ json }) => [fieldOf(json, 'code') === SUCCESS ? undefined : fieldOf(json, 'code')],
    verdicts: {
      80100003: 'drop',
      80200001: 'channel-misconfigured',
      80200003: 'credential-expired',
      80300002: 'channel-misconfigured',
      80300007: 'remove-token',
      80300008: 'drop',
      81000001: 'transient',
    },
    accepted: ({ json }) => (fieldOf(json, 'code') === SUCCESS ? fieldOf(json, 'requestId') : undefined),
  }),
);

const SUCCESS = '80000000';
