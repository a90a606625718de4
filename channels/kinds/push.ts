import { noticeSlots } from '../content/notice-slots.ts';
import type { Channel } from '../contract.ts';
import { readDevices, writeDevices } from '../push/devices.ts';
import { INTERRUPTION_EXPECTED, INTERRUPTION_LEVELS } from '../push/interruption-levels.ts';

/** The traits that hold devices, as signals of the kind `push-token` leave them. */
const DEVICE = 'push.';

const NOTICE = noticeSlots(1_000);

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
    title: NOTICE.title,
    body: NOTICE.body,
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
    interruption: {
      title: { en: 'How much it may interrupt', de: 'Wie sehr sie stören darf' },
      summary: {
        en: 'On Apple’s devices: `passive` (no sound, no light), `active`, `time-sensitive` (also in a focus that allows it) or `critical`',
        de: 'Auf Geräten von Apple: `passive` (ohne Ton und Licht), `active`, `time-sensitive` (auch in einem Fokus, der es erlaubt) oder `critical`',
      },
      format: 'text',
      required: false,
      maxChars: 20,
      expects: (text) =>
        text.trim() === '' || INTERRUPTION_LEVELS.includes(text.trim()) ? undefined : INTERRUPTION_EXPECTED,
    },
    collapse: {
      title: { en: 'Replaces', de: 'Ersetzt' },
      summary: {
        en: 'A word for what it is about, such as `parcel 7`: it takes the place of an earlier message with the same word, whether that still waits or is shown',
        de: 'Ein Wort für das, worum es geht, etwa `parcel 7`: Sie tritt an die Stelle einer früheren Nachricht mit demselben Wort, ob diese noch wartet oder schon zu sehen ist',
      },
      format: 'text',
      required: false,
      maxChars: 64,
    },
    action: NOTICE.action,
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
