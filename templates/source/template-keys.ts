import * as z from 'zod';
import { EXPECTED_NAME, NAME } from '../../triggers/contract.ts';
import { say } from '../../triggers/words/say.ts';
import { sayEach } from '../../triggers/words/say-each.ts';
import { TEMPLATE_LIMITS } from './limits.ts';

// A JSON slot may be written as what it is, not only as text.
const json = say(z.json(), { en: 'Value', de: 'Wert' }, { kind: 'value' });
const slotSource = say(
  z.union(
    [
      say(z.string(), { en: 'Text', de: 'Text' }, { kind: 'template' }),
      say(z.record(z.string(), json), { en: 'Fields', de: 'Felder' }),
      say(z.array(json), { en: 'List', de: 'Liste' }),
    ],
    'a text',
  ),
  { en: 'Content', de: 'Inhalt' },
  { kind: 'template', examples: ['{{fallback customer.firstName "there"}}'] },
);
const parts = say(z.record(z.string(), slotSource, 'slots by name, such as `subject`'), { en: 'Parts', de: 'Teile' });
const byChannel = say(z.record(z.string(), parts, 'slots by channel, such as `email: { subject: … }`'), {
  en: 'Channels',
  de: 'Kanäle',
});

/** What fills the slots of each channel, as it is written. */
export type SlotsByChannel = z.infer<typeof byChannel>;

const keys = z.strictObject(
  {
    name: z.string(EXPECTED_NAME).regex(NAME, EXPECTED_NAME),
    summary: z.string('a text').max(500, 'at most 500 characters').default(''),
    language: z.string('a locale such as `de`').optional(),
    /** The same for all channels that are not written for themselves. */
    content: parts.clone().optional(),
    channels: byChannel.default({}),
    locales: z
      .record(z.string(), byChannel, 'channels by locale, such as `de: { email: { subject: … } }`')
      .refine((all) => Object.keys(all).length <= TEMPLATE_LIMITS.locales, `at most ${TEMPLATE_LIMITS.locales} locales`)
      .default({}),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `only \`name\`, \`summary\`, \`language\`, \`content\`, \`channels\` and \`locales\`, got ${issue.keys.join(', ')}`
        : 'a template: `name`, `summary`, `language`, `content`, `channels`, `locales`',
  },
);

const document = keys.refine(({ channels, content }) => content !== undefined || Object.keys(channels).length > 0, {
  path: ['channels'],
  message: 'at least one channel',
});

/** The keys of a template document, with what each may be. */
export const TEMPLATE = say(
  sayEach(document, {
    name: { title: { en: 'Name', de: 'Name' }, kind: 'text' },
    summary: { title: { en: 'What it is for', de: 'Wofür sie da ist' }, kind: 'text' },
    language: {
      title: { en: 'Language', de: 'Sprache' },
      description: {
        en: 'That of the workspace, where it is left out.',
        de: 'Die des Arbeitsbereichs, wo sie fehlt.',
      },
      kind: 'locale',
      examples: ['de', 'de-AT'],
    },
    content: {
      title: { en: 'Content for all channels', de: 'Inhalt für alle Kanäle' },
      description: {
        en: 'title, text, pictures, buttons, list, gallery, replies, location; each channel shows of it what it can.',
        de: 'title, text, pictures, buttons, list, gallery, replies, location; jeder Kanal zeigt davon, was er kann.',
      },
      examples: [{ text: 'Your cart waits', buttons: [{ label: 'To the cart', link: 'https://shop.example/cart' }] }],
    },
    channels: { en: 'Channels', de: 'Kanäle' },
    locales: {
      title: { en: 'Other languages', de: 'Weitere Sprachen' },
      description: { en: 'Parts that replace those above.', de: 'Teile, die die oberen ersetzen.' },
    },
  }),
  { en: 'Template', de: 'Vorlage' },
);
