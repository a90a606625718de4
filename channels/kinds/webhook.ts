import type { Channel } from '../contract.ts';

/** A call of a system of the business's own. */
export default {
  name: 'webhook',
  defaultProvider: 'http-webhook',
  summary:
    'A signed HTTP call to a system of the business’s own, which acts on it: `providers.webhook.url` in the workspace.',
  slots: {
    payload: { summary: 'What the system needs, as JSON', format: 'json', required: true, maxChars: 20_000 },
  },
  address: (_customer, _traits, { url }) => (typeof url === 'string' && URL.canParse(url) ? url : undefined),
} satisfies Channel;
