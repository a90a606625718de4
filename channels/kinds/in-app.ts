import type { Channel } from '../contract.ts';

/** A message within the app. */
export default {
  name: 'in-app',
  defaultProvider: 'inbox',
  title: { en: 'Message in the app', de: 'Nachricht in der App' },
  summary: {
    en: 'A message within the app, shown once when it is open; it waits for the customer until it expires.',
    de: 'Eine Nachricht in der App, einmal gezeigt, wenn sie offen ist; sie wartet auf den Kunden, bis sie verfällt.',
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
    action: {
      title: { en: 'Link on tap', de: 'Link beim Antippen' },
      summary: {
        en: 'What a tap opens: a URL of a page or of the app',
        de: 'Was ein Tippen öffnet: die Adresse einer Seite oder in der App',
      },
      format: 'url',
      required: false,
      maxChars: 2_000,
    },
  },
  together: 32,
  retry: { firstMs: 500, mostMs: 30_000 },
  asTest: (message) => ({ ...message, title: `[Test] ${message.title ?? ''}` }),
  address: (customer) => (customer === '' ? undefined : customer),
} satisfies Channel;
