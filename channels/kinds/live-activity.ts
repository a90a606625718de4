import { readId } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';

const TOKEN = /^[0-9a-fA-F]{32,400}$/;

/** An update of a live activity on an iPhone: a parcel on its way, a match, a queue. */
export default {
  name: 'live-activity',
  defaultProvider: 'apns-activity',
  title: { en: 'Live activity', de: 'Live-Aktivität' },
  summary: {
    en: 'An update of the live activity that an app shows on a locked iPhone, to its push token in the trait `activityToken`.',
    de: 'Der neue Stand der Live-Aktivität, die eine App auf dem gesperrten iPhone zeigt, an ihr Push-Token im Merkmal `activityToken`.',
  },
  slots: {
    state: {
      title: { en: 'What it shows', de: 'Was sie zeigt' },
      summary: {
        en: 'The JSON that the app decodes as the activity’s content state',
        de: 'Das JSON, das die App als Inhalt der Aktivität liest',
      },
      format: 'json',
      required: true,
      maxChars: 3_000,
    },
    event: {
      title: { en: 'Event', de: 'Ereignis' },
      summary: {
        en: '`end` ends the activity; nothing, or anything else, brings it up to date',
        de: '`end` beendet die Aktivität; nichts oder anderes bringt sie auf den neuen Stand',
      },
      format: 'text',
      required: false,
      maxChars: 10,
    },
    title: {
      title: { en: 'Title of a notice', de: 'Titel eines Hinweises' },
      summary: { en: 'With it the phone draws attention to the update', de: 'Damit weist das Telefon darauf hin' },
      format: 'text',
      required: false,
      maxChars: 120,
    },
    body: {
      title: { en: 'Notice', de: 'Hinweis' },
      summary: { en: 'The words of the notice', de: 'Die Worte des Hinweises' },
      format: 'text',
      required: false,
      maxChars: 300,
    },
  },
  traits: { activityToken: 'the push token of a live activity: hexadecimal' },
  address: (_customer, { activityToken }) => readId(activityToken, TOKEN),
  asTest: (message) => ({ ...message, title: `[Test] ${message.title ?? ''}`.trim() }),
  isAddress: (to) => readId(to, TOKEN) === to,
} satisfies Channel;
