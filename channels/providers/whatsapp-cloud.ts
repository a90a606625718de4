import type { Message } from '../../templates/contract.ts';
import { graphCodes, withToken } from '../chat/graph.ts';
import { listTemplates } from '../chat/graph-templates.ts';
import { WHATSAPP_VERDICTS } from '../chat/whatsapp-verdicts.ts';
import type { Shown } from '../content/contract.ts';
import { fitContent } from '../content/fit-content.ts';
import type { Outbound } from '../contract.ts';
import { WHATSAPP_HOOKS } from '../hooks/meta.ts';
import { Unsendable } from '../http/contract.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import whatsapp from '../kinds/whatsapp.ts';
import { SMS_SETTINGS, SMS_WORDS } from '../sms/settings.ts';
import { templateLanguage } from '../templates/template-state.ts';

const settings = accountSettings(
  'https://graph.facebook.com/v23.0',
  {
    number: text(30),
    waba: text(30).optional(),
    token: text(1_000),
    hookSecret: text().optional(),
    hookWord: text().optional(),
    country: SMS_SETTINGS.country,
  },
  {
    number: { title: { en: 'Id of the phone number', de: 'Kennung der Telefonnummer' }, kind: 'text' },
    waba: {
      title: { en: 'Id of the business account (WABA)', de: 'Kennung des Unternehmenskontos (WABA)' },
      description: {
        en: 'With it the states of its templates are known, and none that is not approved is tried.',
        de: 'Damit sind die Zustände seiner Vorlagen bekannt, und keine wird versucht, die nicht genehmigt ist.',
      },
      kind: 'text',
    },
    token: secretly({ en: 'Access token', de: 'Zugangstoken' }),
    hookSecret: secretly({ en: 'Secret of hooks', de: 'Geheimnis der Rückrufe' }),
    hookWord: {
      title: { en: 'Agreed word', de: 'Vereinbartes Wort' },
      description: { en: 'Meta asks for it once.', de: 'Meta fragt einmal danach.' },
      kind: 'text',
    },
    country: SMS_WORDS.country,
  },
);

/** WhatsApp Cloud API: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages */
export default defineHttpProvider({
  name: 'whatsapp-cloud',
  channel: 'whatsapp',
  shows: whatsapp.shows,
  title: { en: 'WhatsApp Cloud API', de: 'WhatsApp Cloud API' },
  summary: {
    en: 'Meta’s own API of WhatsApp, by one phone number of the business.',
    de: 'Metas eigene API von WhatsApp, über eine Telefonnummer des Unternehmens.',
  },
  idempotent: false,
  hooks: WHATSAPP_HOOKS,
  settings,
  write: (outbound, { number }, _now, shown) => ({
    path: `/${number}/messages`,
    body: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: outbound.to.replace('+', ''),
      biz_opaque_callback_data: outbound.id.slice(0, 512),
      ...contentOf(outbound, shown),
    },
  }),
  templates: { bookOf: ({ waba }) => waba, list: (book, _settings, ask) => listTemplates(book, ask) },
  authorize: withToken,
  codes: graphCodes,
  verdicts: WHATSAPP_VERDICTS,
  accepted: ({ json }) => fieldOf(json, 'messages', 0, 'id'),
});

function contentOf({ message }: Outbound, shown: Shown): object {
  const { template, parameters, language } = message;
  if (!template) return freeOf(message, shown);
  const values = valuesIn(parameters);
  return {
    type: 'template',
    template: {
      name: template.trim(),
      language: { code: templateLanguage(language) },
      ...(values.length > 0 && {
        components: [{ type: 'body', parameters: values.map((value) => ({ type: 'text', text: value })) }],
      }),
    },
  };
}

/** A message shows one of these besides its text: a list, or up to three buttons, or a picture. */
function freeOf(message: Message, shown: Shown): object {
  const { text: words, list, buttons, replies, pictures } = shown;
  const offered = [
    ...buttons.map(({ label, value }) => [value, label] as const),
    ...replies.map((one) => [one, one] as const),
  ];
  const isLong = [...words].length > LONGEST_BODY;
  if (list && offered.length === 0 && pictures.length === 0 && !isLong) {
    return { type: 'interactive', interactive: { type: 'list', body: { text: words }, action: listOf(list) } };
  }
  if (offered.length > 0 && offered.length <= MOST_BUTTONS && !list && !isLong) {
    const [picture] = pictures;
    const header = picture && { header: { type: 'image', image: { link: picture.url } } };
    const action = {
      buttons: offered.map(([id, title]) => ({ type: 'reply', reply: { id: cut(id, 256), title: cut(title, 20) } })),
    };
    return { type: 'interactive', interactive: { type: 'button', ...header, body: { text: words }, action } };
  }
  if (pictures.length > 0 && offered.length === 0 && !list && !isLong) {
    return { type: 'image', image: { link: pictures[0]!.url, caption: words } };
  }
  return { type: 'text', text: { body: fitContent(message, {}).text, preview_url: true } };
}

const LONGEST_BODY = 1_024;
const MOST_BUTTONS = 3;

function listOf({ label, items }: NonNullable<Shown['list']>): object {
  const rows = items.map(({ title, text: more, reply }) => ({
    ...{ id: cut(reply, 200), title: cut(title, 24) },
    ...(more !== undefined && { description: cut(more, 72) }),
  }));
  return { button: cut(label, 20), sections: [{ title: cut(label, 24), rows }] };
}

function cut(words: string, most: number): string {
  const signs = [...words];
  return signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : words;
}

function valuesIn(parameters: string | undefined): readonly string[] {
  if (!parameters) return [];
  const values: unknown = JSON.parse(parameters);
  if (!Array.isArray(values)) throw new Unsendable('the values of the template are no list');
  return values.map(String);
}
