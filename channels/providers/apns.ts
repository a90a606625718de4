import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { signJwt } from '../http/jwt.ts';
import { accountSettings, privateKey, secretly, text } from '../http/settings.ts';
import { uuidOf } from '../http/uuid-of.ts';
import { toDevices } from '../push/to-devices.ts';

const settings = accountSettings(
  'https://api.push.apple.com',
  { keyId: text(20), team: text(20), privateKey: privateKey(), topic: text(200) },
  {
    keyId: { title: { en: 'Key id', de: 'Kennung des Schlüssels' }, kind: 'text' },
    team: { title: { en: 'Id of the team', de: 'Kennung des Teams' }, kind: 'text' },
    privateKey: secretly({ en: 'Private key', de: 'Privater Schlüssel' }),
    topic: { title: { en: 'Id of the app', de: 'Kennung der App' }, kind: 'text', examples: ['example.shop'] },
  },
);

/** Apple refuses tokens that are over an hour old, and those that change within 20 minutes. */
const TOKEN_MS = 50 * 60_000;

/**
 * Apple Push Notification service:
 * https://developer.apple.com/documentation/usernotifications/sending-notification-requests-to-apns
 */
export default toDevices(
  'apns',
  defineHttpProvider({
    name: 'apns',
    channel: 'push',
    title: { en: 'Apple Push Notification service', de: 'Apple Push Notification service' },
    summary: {
      en: 'Apple’s service over HTTP/2, signed with a key; `url` is https://api.sandbox.push.apple.com for apps in development.',
      de: 'Apples Dienst über HTTP/2, signiert mit einem Schlüssel; `url` ist https://api.sandbox.push.apple.com für Apps in Entwicklung.',
    },
    idempotent: false,
    settings,
    isH2: true,
    write({ id, to, message, expiresAt }, { topic }) {
      const { title, body, locked, action, image } = message;
      return {
        path: `/3/device/${to}`,
        headers: {
          'apns-topic': topic,
          'apns-push-type': 'alert',
          'apns-priority': '10',
          'apns-expiration': String(Math.floor(expiresAt / 1_000)),
          'apns-id': uuidOf(id),
          'apns-collapse-id': uuidOf(id),
        },
        body: {
          aps: {
            alert: { title, body: locked ?? body },
            sound: 'default',
            // The app's extension puts in the picture, and the whole message once it may show it.
            ...((locked ?? image) !== undefined && { 'mutable-content': 1 }),
          },
          delivery: id,
          ...(locked !== undefined && { body }),
          ...(action !== undefined && { action }),
          ...(image !== undefined && { image }),
        },
      };
    },
    async token({ keyId, team, privateKey }, _ask, now) {
      const claims = { iss: team, iat: Math.floor(now / 1_000) };
      return { value: signJwt('ES256', privateKey, { kid: keyId }, claims), goodForMs: TOKEN_MS };
    },
    codes: ({ json }) => [fieldOf(json, 'reason')],
    verdicts: {
      BadDeviceToken: 'remove-token',
      Unregistered: 'remove-token',
      ExpiredToken: 'remove-token',
      DeviceTokenNotForTopic: 'drop',
      BadTopic: 'channel-misconfigured',
      MissingTopic: 'channel-misconfigured',
      TopicDisallowed: 'channel-misconfigured',
      InvalidProviderToken: 'channel-misconfigured',
      MissingProviderToken: 'channel-misconfigured',
      ExpiredProviderToken: 'credential-expired',
      TooManyProviderTokenUpdates: 'throttled',
      TooManyRequests: 'address-throttled',
      InternalServerError: 'transient',
      ServiceUnavailable: 'transient',
      Shutdown: 'transient',
    },
    accepted: ({ status, headers }) => (status === 200 ? (headers['apns-id'] as string | undefined) : undefined),
  }),
);
