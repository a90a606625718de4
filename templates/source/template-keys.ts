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

const document = z.strictObject(
  {
    name: z.string(EXPECTED_NAME).regex(NAME, EXPECTED_NAME),
    summary: z.string('a text').max(500, 'at most 500 characters').default(''),
    language: z.string('a locale such as `de`').optional(),
    channels: byChannel.refine((channels) => Object.keys(channels).length > 0, 'at least one channel'),
    locales: z
      .record(z.string(), byChannel, 'channels by locale, such as `de: { email: { subject: … } }`')
      .refine((all) => Object.keys(all).length <= TEMPLATE_LIMITS.locales, `at most ${TEMPLATE_LIMITS.locales} locales`)
      .default({}),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `only \`name\`, \`summary\`, \`language\`, \`channels\` and \`locales\`, got ${issue.keys.join(', ')}`
        : 'a template: `name`, `summary`, `language`, `channels`, `locales`',
  },
);

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
    channels: { en: 'Channels', de: 'Kanäle' },
    locales: {
      title: { en: 'Other languages', de: 'Weitere Sprachen' },
      description: { en: 'Parts that replace those above.', de: 'Teile, die die oberen ersetzen.' },
    },
  }),
  { en: 'Template', de: 'Vorlage' },
);
