import { noticeSlots } from '../content/notice-slots.ts';
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
  slots: noticeSlots(2_000),
  together: 32,
  retry: { firstMs: 500, mostMs: 30_000 },
  asTest: (message) => ({ ...message, title: `[Test] ${message.title ?? ''}` }),
  address: (customer) => (customer === '' ? undefined : customer),
} satisfies Channel;
