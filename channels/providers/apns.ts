import { defineHttpProvider } from '../http/define.ts';
import { uuidOf } from '../http/uuid-of.ts';
import { APPLE_PUSH_REPLIES, APPLE_PUSH_SETTINGS, signApplePush } from '../push/apple-push.ts';
import { INTERRUPTION_LEVELS } from '../push/interruption-levels.ts';
import { toDevices } from '../push/to-devices.ts';

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
    settings: APPLE_PUSH_SETTINGS,
    isH2: true,
    write({ id, to, message, expiresAt }, { topic }) {
      const { title, body, locked, interruption = '', collapse, action, image } = message;
      return {
        path: `/3/device/${to}`,
        headers: {
          'apns-topic': topic,
          'apns-push-type': 'alert',
          'apns-priority': '10',
          'apns-expiration': String(Math.floor(expiresAt / 1_000)),
          'apns-id': uuidOf(id),
          'apns-collapse-id': collapse ? collapseIdOf(collapse) : uuidOf(id),
        },
        body: {
          aps: {
            alert: { title, body: locked ?? body },
            sound: 'default',
            ...(INTERRUPTION_LEVELS.includes(interruption.trim()) && { 'interruption-level': interruption.trim() }),
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
    token: (settings, _ask, now) => signApplePush(settings, now),
    ...APPLE_PUSH_REPLIES,
  }),
);

/** Apple takes at most 64 bytes, and a header has no other letters: what has them is known by its hash. */
function collapseIdOf(collapse: string): string {
  return /^[\x21-\x7e](?:[\x20-\x7e]{0,62}[\x21-\x7e])?$/.test(collapse) ? collapse : uuidOf(collapse);
}
