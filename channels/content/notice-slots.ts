import type { SlotShape } from '../../templates/contract.ts';

/** Returns the slots of a channel that shows a title, a message and one link, of at most so many characters. */
export function noticeSlots(linkChars: number) {
  return {
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
    action: {
      title: { en: 'Link on tap', de: 'Link beim Antippen' },
      summary: {
        en: 'What a tap opens: a URL of a page or of the app',
        de: 'Was ein Tippen öffnet: die Adresse einer Seite oder in der App',
      },
      format: 'url',
      required: false,
      maxChars: linkChars,
    },
  } as const satisfies Readonly<Record<string, SlotShape>>;
}
