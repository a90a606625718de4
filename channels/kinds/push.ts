import type { Channel } from '../contract.ts';
import { readDevices, writeDevices } from '../push/devices.ts';

/** The traits that hold devices, as signals of the kind `push-token` leave them. */
const DEVICE = 'push.';

/** A notification on the customer's devices. */
export default {
  name: 'push',
  defaultProvider: 'devices',
  title: { en: 'Push notification', de: 'Push-Nachricht' },
  summary: {
    en: 'A notification on every device that the app has registered with a signal of the kind `push-token`.',
    de: 'Eine Mitteilung auf jedem Gerät, das die App mit einem Signal der Art `push-token` angemeldet hat.',
  },
  slots: {
    title: {
      title: { en: 'Title', de: 'Titel' },
      summary: { en: 'The first line', de: 'Die erste Zeile' },
      format: 'text',
      required: true,
      maxChars: 120,
    },
    body: {
      title: { en: 'Message', de: 'Nachricht' },
      summary: { en: 'The message', de: 'Die Nachricht' },
      format: 'text',
      required: true,
      maxChars: 1_000,
    },
    locked: {
      title: { en: 'While locked', de: 'Bei Sperre' },
      summary: {
        en: 'What shows in place of the message while the device is locked',
        de: 'Was anstelle der Nachricht zu sehen ist, solange das Gerät gesperrt ist',
      },
      format: 'text',
      required: false,
      maxChars: 200,
    },
    action: {
      title: { en: 'Link on tap', de: 'Link beim Antippen' },
      summary: {
        en: 'What a tap opens: a URL of a page or of the app',
        de: 'Was ein Tippen öffnet: die Adresse einer Seite oder in der App',
      },
      format: 'url',
      required: false,
      maxChars: 1_000,
    },
    image: {
      title: { en: 'Picture', de: 'Bild' },
      summary: { en: 'The https URL of a picture', de: 'Die https-Adresse eines Bildes' },
      format: 'url',
      required: false,
      maxChars: 1_000,
    },
  },
  address(_customer, traits) {
    const said = Object.keys(traits).filter((name) => name.startsWith(DEVICE));
    const devices = said.sort().flatMap((name) => readDevices(String(traits[name])));
    return devices.length > 0 ? writeDevices(devices) : undefined;
  },
  asTest: (message) => ({ ...message, title: `[Test] ${message.title ?? ''}` }),
  isAddress: (to) => to !== '' && writeDevices(readDevices(to)) === to,
} satisfies Channel;
