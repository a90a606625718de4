import { Unsendable } from '../http/contract.ts';
import { defineHttpProvider } from '../http/define.ts';
import { uuidOf } from '../http/uuid-of.ts';
import { APPLE_PUSH_REPLIES, APPLE_PUSH_SETTINGS, signApplePush } from '../push/apple-push.ts';

/**
 * Live activities by Apple's push service:
 * https://developer.apple.com/documentation/activitykit (starting and updating them by push notifications)
 */
export default defineHttpProvider({
  name: 'apns-activity',
  channel: 'live-activity',
  title: { en: 'Live activities of Apple', de: 'Live-Aktivitäten von Apple' },
  summary: {
    en: 'Apple’s push service for live activities, signed with the key of the app.',
    de: 'Apples Push-Dienst für Live-Aktivitäten, signiert mit dem Schlüssel der App.',
  },
  idempotent: false,
  settings: APPLE_PUSH_SETTINGS,
  isH2: true,
  write({ id, to, message, expiresAt }, { topic }, now) {
    const { state = '', event, title, body } = message;
    return {
      path: `/3/device/${to}`,
      headers: {
        'apns-topic': `${topic}.push-type.liveactivity`,
        'apns-push-type': 'liveactivity',
        'apns-priority': '10',
        'apns-expiration': String(Math.floor(expiresAt / 1_000)),
        'apns-id': uuidOf(id),
      },
      body: {
        aps: {
          // Apple leaves out an update that is older than the last one.
          timestamp: Math.floor(now / 1_000),
          event: event === 'end' ? 'end' : 'update',
          'content-state': readState(state),
          ...(title !== undefined && { alert: { title, body: body ?? '' } }),
        },
      },
    };
  },
  token: (settings, _ask, now) => signApplePush(settings, now),
  ...APPLE_PUSH_REPLIES,
  // The token of an activity that has ended is dead; it is no device that the customer has.
  verdicts: {
    ...APPLE_PUSH_REPLIES.verdicts,
    BadDeviceToken: 'suppress-address',
    Unregistered: 'suppress-address',
    ExpiredToken: 'suppress-address',
  },
});

function readState(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Unsendable('the state of the activity is no JSON');
  }
}
