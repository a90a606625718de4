import type { Channel } from '../contract.ts';

/** A call of a system of the business's own. */
export default {
  name: 'webhook',
  defaultProvider: 'http-webhook',
  isInternal: true,
  title: { en: 'Webhook', de: 'Webhook' },
  summary: {
    en: 'A signed HTTP call to a system of the business’s own, which acts on it: `providers.webhook.url` in the workspace.',
    de: 'Ein signierter HTTP-Aufruf eines eigenen Systems, das danach handelt: `providers.webhook.url` im Arbeitsbereich.',
  },
  slots: {
    payload: {
      title: { en: 'Content', de: 'Inhalt' },
      summary: { en: 'What the system needs, as JSON', de: 'Was das System braucht, als JSON' },
      format: 'json',
      required: true,
      maxChars: 20_000,
    },
  },
  address: (_customer, _traits, { url }) => (typeof url === 'string' && URL.canParse(url) ? url : undefined),
  asTest: ({ payload = '{}', ...others }) => ({ ...others, payload: markPayload(payload) }),
} satisfies Channel;

/** A payload that says it is a test; what is no map stands in one. */
function markPayload(payload: string): string {
  const said: unknown = JSON.parse(payload);
  const isMap = typeof said === 'object' && said !== null && !Array.isArray(said);
  return JSON.stringify({ ...(isMap ? said : { payload: said }), test: true });
}
