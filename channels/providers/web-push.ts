import * as z from 'zod';
import { Unsendable } from '../http/contract.ts';
import { defineHttpProvider } from '../http/define.ts';
import { accountSettings, secretly } from '../http/settings.ts';
import { uuidOf } from '../http/uuid-of.ts';
import { encryptPush, MOST_PUSH_BYTES } from '../push/encrypt.ts';
import { toDevices } from '../push/to-devices.ts';
import { createSignVapid } from '../push/vapid.ts';

const settings = accountSettings(
  undefined,
  {
    url: z.never('nothing: each browser names its own').optional(),
    contact: z.string('mailto: or an https URL').regex(/^(mailto:\S+@\S+|https:\/\/\S+)$/, 'mailto: or an https URL'),
    publicKey: z.string('a VAPID key').regex(/^B[\w-]{86}$/, 'a VAPID key'),
    privateKey: z.string('a VAPID key').regex(/^[\w-]{43}$/, 'a VAPID key'),
  },
  {
    url: { title: { en: 'Address of the service', de: 'Adresse des Dienstes' } },
    contact: {
      title: { en: 'Contact', de: 'Kontakt' },
      description: { en: 'Whom a push service may write to.', de: 'Wem ein Push-Dienst schreiben darf.' },
      kind: 'address',
      examples: ['mailto:it@shop.example'],
    },
    publicKey: { title: { en: 'Public key', de: 'Öffentlicher Schlüssel' }, kind: 'text' },
    privateKey: secretly({ en: 'Private key', de: 'Privater Schlüssel' }),
  },
);

const signVapid = createSignVapid();
/** Its longest time to live that all services take. */
const LONGEST_SECONDS = 2_419_200;

/** Web Push: RFC 8030, encrypted by RFC 8291, signed by RFC 8292. */
export default toDevices(
  'web-push',
  defineHttpProvider({
    name: 'web-push',
    channel: 'push',
    title: { en: 'Web Push', de: 'Web Push' },
    summary: {
      en: 'Browsers, by the push service that each of them names; encrypted for the browser alone.',
      de: 'Browser, über den Push-Dienst, den jeder selbst nennt; verschlüsselt für den Browser allein.',
    },
    idempotent: false,
    settings,
    write({ id, to, message, expiresAt }, account, now) {
      const [endpoint = '', keys = ''] = to.split('#');
      const [p256dh = '', auth = ''] = keys.split('.').map((key) => key.replace(/=+$/, ''));
      const { title, body, locked, collapse, action, image } = message;
      const content = Buffer.from(JSON.stringify({ delivery: id, title, body, locked, collapse, action, image }));
      if (content.byteLength > MOST_PUSH_BYTES) throw new Unsendable(`more than ${MOST_PUSH_BYTES} bytes`);
      const subscription = { p256dh: Buffer.from(p256dh, 'base64url'), auth: Buffer.from(auth, 'base64url') };
      const seconds = Math.min(Math.max(Math.floor((expiresAt - now) / 1_000), 0), LONGEST_SECONDS);
      return {
        path: endpoint,
        headers: {
          authorization: signVapid(account, new URL(endpoint).origin, now),
          ttl: String(seconds),
          urgency: 'normal',
          // A message that repeats, or is about the same, replaces the one that still waits.
          topic: uuidOf(collapse || id).replaceAll('-', ''),
          'content-encoding': 'aes128gcm',
        },
        body: seal(content, subscription),
      };
    },
    verdicts: {
      'HTTP 404': 'remove-token',
      'HTTP 410': 'remove-token',
      'HTTP 400': 'channel-misconfigured',
      'HTTP 401': 'channel-misconfigured',
      'HTTP 403': 'channel-misconfigured',
      'HTTP 413': 'drop',
    },
    refusesByServerError: true,
    accepted: ({ headers }, { id }) => String(headers.location ?? id),
  }),
);

function seal(content: Buffer, keys: Parameters<typeof encryptPush>[1]): Buffer {
  try {
    return encryptPush(content, keys);
  } catch (cause) {
    throw new Unsendable(`the keys of the browser are none: ${String(cause)}`, 'remove-token');
  }
}
