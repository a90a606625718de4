import { GRAPH_VERDICTS, graphCodes, withToken } from '../chat/graph.ts';
import type { Outbound } from '../contract.ts';
import { Unsendable } from '../http/contract.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import { SMS_SETTINGS, SMS_WORDS } from '../sms/settings.ts';

const settings = accountSettings(
  'https://graph.facebook.com/v23.0',
  { number: text(30), token: text(1_000), country: SMS_SETTINGS.country },
  {
    number: { title: { en: 'Id of the phone number', de: 'Kennung der Telefonnummer' }, kind: 'text' },
    token: secretly({ en: 'Access token', de: 'Zugangstoken' }),
    country: SMS_WORDS.country,
  },
);

/** WhatsApp Cloud API: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages */
export default defineHttpProvider({
  name: 'whatsapp-cloud',
  channel: 'whatsapp',
  title: { en: 'WhatsApp Cloud API', de: 'WhatsApp Cloud API' },
  summary: {
    en: 'Meta’s own API of WhatsApp, by one phone number of the business.',
    de: 'Metas eigene API von WhatsApp, über eine Telefonnummer des Unternehmens.',
  },
  idempotent: false,
  settings,
  write: (outbound, { number }) => ({
    path: `/${number}/messages`,
    body: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: outbound.to.replace('+', ''),
      biz_opaque_callback_data: outbound.id.slice(0, 512),
      ...contentOf(outbound),
    },
  }),
  authorize: withToken,
  codes: graphCodes,
  verdicts: {
    ...GRAPH_VERDICTS,
    130429: 'throttled',
    131056: 'throttled',
    // Enough of marketing for this customer today, or part of an experiment.
    130472: 'fallback-channel',
    131049: 'fallback-channel',
    131026: 'fallback-channel',
    131047: 'window-closed',
    131000: 'transient',
    131016: 'transient',
    133004: 'transient',
    131031: 'channel-misconfigured',
    131045: 'channel-misconfigured',
    131050: 'opt-out',
    131051: 'drop',
    132000: 'drop',
    132001: 'drop',
    132005: 'drop',
    132007: 'drop',
    132012: 'drop',
    132015: 'drop',
    132016: 'drop',
  },
  accepted: ({ json }) => fieldOf(json, 'messages', 0, 'id'),
});

function contentOf({ message: { text: words, template, parameters, language } }: Outbound): object {
  if (!template) return { type: 'text', text: { body: words, preview_url: true } };
  const values = valuesIn(parameters);
  return {
    type: 'template',
    template: {
      name: template.trim(),
      language: { code: (language ?? 'en').replace('-', '_') },
      ...(values.length > 0 && {
        components: [{ type: 'body', parameters: values.map((value) => ({ type: 'text', text: value })) }],
      }),
    },
  };
}

function valuesIn(parameters: string | undefined): readonly string[] {
  if (!parameters) return [];
  const values: unknown = JSON.parse(parameters);
  if (!Array.isArray(values)) throw new Unsendable('the values of the template are no list');
  return values.map(String);
}
