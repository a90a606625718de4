import type { Channel } from '../contract.ts';

/** A message within the app. */
export default {
  name: 'in-app',
  defaultProvider: 'inbox',
  summary: 'A message within the app, shown once when it is open; it waits for the customer until it expires.',
  slots: {
    title: { summary: 'The first line', format: 'text', required: true, maxChars: 120 },
    body: { summary: 'The message', format: 'text', required: true, maxChars: 1_000 },
    action: {
      summary: 'What a tap opens: a URL of a page or of the app',
      format: 'url',
      required: false,
      maxChars: 2_000,
    },
  },
  together: 32,
  address: (customer) => (customer === '' ? undefined : customer),
} satisfies Channel;
