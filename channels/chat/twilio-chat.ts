import type { Words } from '../../triggers/words/contract.ts';
import type { Outbound } from '../contract.ts';
import { TWILIO_HOOKS } from '../hooks/twilio.ts';
import { basic } from '../http/basic.ts';
import { Unsendable } from '../http/contract.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { httpUrl } from '../http/settings.ts';
import { TWILIO_CHAT_CODES } from '../sms/twilio-codes.ts';
import { canTwilioTell, contentUrlOf, formOf, twilioSettings } from '../sms/twilio-form.ts';
import { listTwilioTemplates } from './twilio-templates.ts';

interface TwilioChat {
  readonly name: string;
  readonly channel: string;
  /** Stands before addresses. */
  readonly scheme: 'whatsapp' | 'rcs';
  readonly title: Words;
  readonly summary: Words;
}

const TEMPLATE_WORDS = {
  contentUrl: {
    title: { en: 'Address of its templates', de: 'Adresse seiner Vorlagen' },
    description: {
      en: 'Where the service tells which templates are approved. Left out: at Twilio itself.',
      de: 'Wo der Dienst sagt, welche Vorlagen genehmigt sind. Fehlt sie: bei Twilio selbst.',
    },
    kind: 'address',
  },
} as const;

type Account = Parameters<typeof contentUrlOf>[0] & { readonly account: string };

/** WhatsApp approves them; an id at Twilio stands for one template in one language. */
const TEMPLATES = {
  bookOf: (settings: Account) => (contentUrlOf(settings) === undefined ? undefined : settings.account),
  isInOneLanguage: true,
  list: (book: string, settings: Account, ask: Parameters<typeof listTwilioTemplates>[2]) =>
    listTwilioTemplates(book, contentUrlOf(settings)!, ask),
} as const;

/** Defines a provider that reaches a chat through Twilio; the chat is a word before the addresses. */
export function defineTwilioChat({ name, channel, scheme, title, summary }: TwilioChat) {
  return defineHttpProvider({
    ...{ name, channel, title, summary },
    idempotent: false,
    hooks: TWILIO_HOOKS,
    canTell: canTwilioTell,
    ...(scheme === 'whatsapp' && { templates: TEMPLATES }),
    // Buttons and cards go by templates that are stored at Twilio.
    shows: { pictures: 1 },
    takes: (to) => to.startsWith('+'),
    settings: twilioSettings({ contentUrl: httpUrl.optional() }, TEMPLATE_WORDS),
    write(outbound, account, now, shown, hookUrl) {
      const call = formOf({ ...outbound, to: `${scheme}:${outbound.to}` }, account, now, shown, hookUrl);
      const body = call.body as URLSearchParams;
      if (body.has('From')) body.set('From', `${scheme}:${account.from}`);
      if (outbound.message.template) setTemplate(body, outbound.message);
      return call;
    },
    authorize: (call, { account, key, token }) => ({
      ...call,
      headers: { authorization: basic(key ?? account, token) },
    }),
    codes: ({ json }) => [fieldOf(json, 'error_code'), fieldOf(json, 'code')],
    verdicts: TWILIO_CHAT_CODES,
    accepted: ({ json }) => fieldOf(json, 'sid'),
  });
}

/** Sends a template that is stored at Twilio, by its `HX…` id, in place of the text. */
function setTemplate(body: URLSearchParams, { template = '', parameters }: Outbound['message']): void {
  body.delete('Body');
  body.delete('MediaUrl');
  body.set('ContentSid', template.trim());
  const values: unknown = parameters ? JSON.parse(parameters) : [];
  if (!Array.isArray(values)) throw new Unsendable('the values of the template are no list');
  const named = Object.fromEntries(values.map((value, i) => [String(i + 1), String(value)]));
  if (values.length > 0) body.set('ContentVariables', JSON.stringify(named));
}
