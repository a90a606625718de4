import * as z from 'zod';
import { yesNo } from '../arguments/argument-shapes.ts';
import { duration } from '../arguments/durations.ts';
import { name } from '../arguments/names.ts';
import { share } from '../arguments/share.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../time/spans.ts';
import type { Words } from '../words/contract.ts';
import { say } from '../words/say.ts';
import { sayEach } from '../words/say-each.ts';
import { measureFor, USUAL_MEASURE_MS } from '../workspace/measure-schema.ts';
import { goalSchema } from './goal-schema.ts';
import { variantsSchema } from './variants-schema.ts';

const UNKNOWN = 'skip, no, or a time to wait for an answer such as wait 5s';
const unknown = z.union(
  [
    say(
      z.enum(['skip', 'no'], UNKNOWN),
      { en: 'At once', de: 'Sofort' },
      {
        titles: {
          skip: { en: 'Do not send', de: 'Nicht senden' },
          no: { en: 'Take it for a no', de: 'Als Nein nehmen' },
        },
      },
    ),
    say(
      z
        .string(UNKNOWN)
        .startsWith('wait ', UNKNOWN)
        .transform((text) => text.slice('wait '.length))
        .pipe(duration(SECOND_MS, HOUR_MS))
        .transform((waitMs) => ({ waitMs })),
      { en: 'Wait for an answer', de: 'Auf Antwort warten' },
      { kind: 'text', examples: ['wait 5s'] },
    ),
  ],
  UNKNOWN,
);

const PRIORITY = 'a whole number from 0 to 100; higher wins';
const CHANNELS = 'preferred, or a list of channels, each once';
const channel = say(name, { en: 'Channel', de: 'Kanal' }, { kind: 'channel', examples: ['email'] });
const channels = z.union(
  [
    say(
      z.literal('preferred'),
      { en: 'Preferred by the customer', de: 'Vom Kunden bevorzugt' },
      { titles: { preferred: { en: 'Preferred by the customer', de: 'Vom Kunden bevorzugt' } } },
    ),
    say(
      z
        .array(channel, CHANNELS)
        .min(1, CHANNELS)
        .max(20, CHANNELS)
        .refine((list) => new Set(list).size === list.length, CHANNELS),
      { en: 'These, the first that goes', de: 'Diese, der erste, der geht' },
    ),
  ],
  CHANNELS,
);

const SUMMARY: Words = { en: 'What it is for', de: 'Wofür er da ist' };

/** The keys of a trigger document, with what each may be. */
export const TRIGGER_KEYS = {
  name: say(name, { en: 'Name', de: 'Name' }),
  summary: say(z.string('a sentence').max(500, 'at most 500 characters'), SUMMARY, { kind: 'text' }).default(''),
  tags: say(
    z
      .array(say(name, { en: 'Tag', de: 'Schlagwort' }, { examples: ['rain'] }), 'a list of tags')
      .max(32, 'at most 32 tags'),
    { en: 'Tags', de: 'Schlagwörter' },
    {
      description: { en: 'To find it again among many.', de: 'Um ihn unter vielen wiederzufinden.' },
      examples: [['rain']],
    },
  ).default([]),
  on: say(
    z.unknown(),
    { en: 'When', de: 'Wann' },
    { kind: 'waker', examples: [{ enter: { places: { tag: 'store' } } }] },
  ),
  when: say(
    z.unknown(),
    { en: 'If', de: 'Wenn' },
    { kind: 'condition', examples: [{ 'weather.condition': { 'one-of': ['rain', 'drizzle'] } }] },
  ),
  unknown: say(unknown, { en: 'If something is unknown', de: 'Wenn etwas unbekannt ist' }).default('skip'),
  cooldown: say(
    duration(0, 366 * DAY_MS),
    { en: 'Earliest again after', de: 'Frühestens wieder nach' },
    { examples: ['24h'] },
  ).default(0),
  priority: say(
    z.int(PRIORITY).min(0, PRIORITY).max(100, PRIORITY),
    { en: 'Precedence', de: 'Vorrang' },
    {
      description: { en: 'The higher one wins at the same moment.', de: 'Im selben Moment gewinnt der höhere.' },
      kind: 'number',
      examples: [50],
    },
  ).default(50),
  holdout: say(
    share,
    { en: 'Control group', de: 'Kontrollgruppe' },
    {
      description: {
        en: 'This share of customers gets nothing, for comparison.',
        de: 'Dieser Anteil der Kunden bekommt nichts, zum Vergleich.',
      },
      kind: 'percent',
      unit: '%',
      examples: ['10%'],
    },
  ).default(0),
  'measure-for': measureFor.default(USUAL_MEASURE_MS),
  shadow: say(
    yesNo,
    { en: 'Dry run (sends nothing)', de: 'Probelauf (sendet nichts)' },
    { description: { en: 'Everything is decided and recorded.', de: 'Alles wird entschieden und aufgezeichnet.' } },
  ).default(false),
  goal: goalSchema.optional(),
  message: say(z.unknown(), { en: 'Message', de: 'Nachricht' }),
};

const fallBack = sayEach(
  z.strictObject(
    {
      after: duration(SECOND_MS, DAY_MS),
      until: say(
        z.enum(['delivered', 'opened', 'clicked'], 'delivered, opened or clicked').default('delivered'),
        { en: 'Unless it was', de: 'Wenn sie bis dahin nicht' },
        {
          titles: {
            delivered: { en: 'Delivered', de: 'Zugestellt' },
            opened: { en: 'Opened', de: 'Geöffnet' },
            clicked: { en: 'Clicked', de: 'Angeklickt' },
          },
        },
      ),
    },
    'a map with after and until',
  ),
  { after: { title: { en: 'After', de: 'Nach' }, examples: ['90s'] } },
);

/** The keys of its message. */
export const MESSAGE_KEYS = sayEach(
  z.object({
    template: name.clone(),
    purpose: name.clone(),
    channels: channels.default('preferred'),
    expires: say(
      duration(SECOND_MS, 30 * DAY_MS),
      { en: 'Too late after', de: 'Verfällt nach' },
      { examples: ['10m'] },
    ).default(HOUR_MS),
    'still-true': yesNo.default(false),
    'fall-back': fallBack.optional(),
    variants: variantsSchema.optional(),
  }),
  {
    template: { title: { en: 'Template', de: 'Vorlage' }, kind: 'template' },
    purpose: { title: { en: 'Purpose', de: 'Zweck' }, kind: 'purpose' },
    channels: { en: 'Channels', de: 'Kanäle' },
    'fall-back': {
      title: { en: 'By the next channel', de: 'Über den nächsten Kanal' },
      description: {
        en: 'When the message has not arrived by the first.',
        de: 'Wenn die Nachricht über den ersten nicht ankam.',
      },
    },
    'still-true': {
      title: { en: 'Ask again before sending', de: 'Vor dem Senden noch einmal prüfen' },
      description: {
        en: 'The conditions must still hold when the message leaves.',
        de: 'Die Bedingungen müssen noch zutreffen, wenn die Nachricht hinausgeht.',
      },
    },
  },
).shape;
