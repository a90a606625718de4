import { defineHttpProvider } from '../http/define.ts';
import { fieldOf, partOf } from '../http/field-of.ts';
import { GOOGLE_SETTINGS, GOOGLE_WORDS, googleToken } from '../http/google-token.ts';
import { accountSettings, text } from '../http/settings.ts';
import { toDevices } from '../push/to-devices.ts';

const settings = accountSettings(
  'https://fcm.googleapis.com',
  { project: text(100), ...GOOGLE_SETTINGS },
  { project: { title: { en: 'Project', de: 'Projekt' }, kind: 'text' }, ...GOOGLE_WORDS },
);

/** Its longest time to live: four weeks. */
const LONGEST_SECONDS = 2_419_200;
const QUOTA_WAIT_MS = 60_000;

/** Firebase Cloud Messaging, HTTP v1: https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages */
export default toDevices(
  'fcm',
  defineHttpProvider({
    name: 'fcm',
    channel: 'push',
    title: { en: 'Firebase Cloud Messaging', de: 'Firebase Cloud Messaging' },
    summary: {
      en: 'Firebase Cloud Messaging, HTTP v1: Android, and what else an app has registered there.',
      de: 'Firebase Cloud Messaging, HTTP v1: Android, und was eine App sonst dort angemeldet hat.',
    },
    idempotent: false,
    settings,
    write({ id, to, message, expiresAt }, { project }, now) {
      const { title, body, locked, collapse, action, image } = message;
      const seconds = Math.min(Math.max(Math.floor((expiresAt - now) / 1_000), 0), LONGEST_SECONDS);
      return {
        path: `/v1/projects/${project}/messages:send`,
        body: {
          message: {
            token: to,
            notification: { title, body, ...(image !== undefined && { image }) },
            data: { delivery: id, ...(action !== undefined && { action }) },
            android: {
              ttl: `${seconds}s`,
              // The key replaces a message that still waits, the tag one that is shown.
              ...(collapse && { collapse_key: collapse }),
              notification: {
                // A private one shows on a locked screen what the app has for it.
                ...(locked !== undefined && { visibility: 'PRIVATE', ticker: locked }),
                ...(collapse && { tag: collapse }),
              },
            },
          },
        },
      };
    },
    token: (account, ask, now) => googleToken(account, 'https://www.googleapis.com/auth/firebase.messaging', ask, now),
    codes({ json }) {
      const details = partOf(json, 'error', 'details');
      const said = Array.isArray(details) ? details : [];
      const isOfToken = JSON.stringify(said).includes('"message.token"');
      const code = said.map((detail) => fieldOf(detail, 'errorCode')).find((one) => one !== undefined);
      return [isOfToken ? 'token' : undefined, code, fieldOf(json, 'error', 'status')];
    },
    verdicts: {
      token: 'remove-token',
      UNREGISTERED: 'remove-token',
      SENDER_ID_MISMATCH: 'drop',
      INVALID_ARGUMENT: 'drop',
      THIRD_PARTY_AUTH_ERROR: 'channel-misconfigured',
      PERMISSION_DENIED: 'channel-misconfigured',
      UNAUTHENTICATED: 'credential-expired',
      QUOTA_EXCEEDED: 'throttled',
      UNAVAILABLE: 'transient',
      INTERNAL: 'transient',
    },
    refusesByServerError: true,
    waitMs: ({ status, headers }) =>
      status === 429 && headers['retry-after'] === undefined ? QUOTA_WAIT_MS : undefined,
    accepted: ({ json }) => fieldOf(json, 'name'),
  }),
);
