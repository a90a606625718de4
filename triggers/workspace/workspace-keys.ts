import * as z from 'zod';
import { duration } from '../arguments/durations.ts';
import { name } from '../arguments/names.ts';
import { share } from '../arguments/share.ts';
import { isCountry } from '../time/holidays.ts';
import { DAY_MS, MINUTE_MS } from '../time/spans.ts';
import { isZone, WEEKDAY_WORDS, WEEKDAYS } from '../time/zone.ts';
import { say } from '../words/say.ts';
import { sayEach } from '../words/say-each.ts';
import { learning } from './learning-schema.ts';
import { measureFor, USUAL_MEASURE_MS } from './measure-schema.ts';
import { purpose } from './purpose-schema.ts';
import { segment } from './segment-schema.ts';
import { sender } from './sender-schema.ts';
import { strict } from './strict-map.ts';

const clock = say(
  z.string('a time as HH:MM').regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time from 00:00 to 23:59'),
  { en: 'Time', de: 'Uhrzeit' },
  { kind: 'time-of-day', examples: ['22:00'] },
);
const whole = (least: number, most: number) => {
  const expected = `a whole number from ${least} to ${most}`;
  return z.int(expected).min(least, expected).max(most, expected);
};

const capKeys = sayEach(
  strict({
    most: whole(1, 1_000),
    within: duration(MINUTE_MS, 90 * DAY_MS),
    purpose: name.optional(),
    channel: name.optional(),
  }),
  {
    most: { title: { en: 'At most', de: 'Höchstens' }, kind: 'count', examples: [5] },
    within: { en: 'Within', de: 'Innerhalb von' },
    purpose: { title: { en: 'Only for the purpose', de: 'Nur für den Zweck' }, kind: 'purpose' },
    channel: { title: { en: 'Only on the channel', de: 'Nur auf dem Kanal' }, kind: 'channel' },
  },
);
const cap = say(
  capKeys.transform((c) => ({
    most: c.most,
    withinMs: c.within,
    ...(c.purpose !== undefined && { purpose: c.purpose }),
    ...(c.channel !== undefined && { channel: c.channel }),
  })),
  { en: 'Message limit', de: 'Kontaktgrenze' },
);

const MOST_SEGMENTS = 200;
const PRICE = 'a price from 0 to 1000';
const COUNTRY = 'a country that has public holidays, such as DE, or with a region DE-SN';
const DAYS = `a map with ${WEEKDAYS.join(', ')} and holiday`;
const SPANS = 'a list of spans such as [["09:00", "18:00"]]; [] for closed';
const FROM = { en: 'From', de: 'Von' };
const TO = { en: 'To', de: 'Bis' };
const hoursSpan = say(
  z.tuple([say(clock, FROM), say(clock, TO)], SPANS).refine(([from, to]) => from !== to, 'two different times'),
  { en: 'Span', de: 'Zeitraum' },
);
const day = say(
  z.enum([...WEEKDAYS, 'holiday'], DAYS),
  { en: 'Day', de: 'Tag' },
  { kind: 'weekday', titles: { ...WEEKDAY_WORDS, holiday: { en: 'Public holiday', de: 'Feiertag' } } },
);

const channel = say(name, { en: 'Channel', de: 'Kanal' }, { kind: 'channel' });
/** Channels on which a STOP is a text that one may answer by a text. */
const CONFIRMING: ReadonlySet<string> = new Set(['sms', 'mms', 'rcs', 'whatsapp']);
const STOP_CHANNELS = 'a list of `sms`, `mms`, `rcs` and `whatsapp`';
const quiet = strict({ from: say(clock, FROM), to: say(clock, TO) });
const OFF = { off: { en: 'None', de: 'Keine' } };
const setting = say(z.unknown(), { en: 'Setting', de: 'Einstellung' }, { kind: 'value' });
const settings = z.record(z.string(), setting, 'a map of settings');

const shape = strict({
  name: z.string('a name').min(1, 'a name').max(200, 'at most 200 characters').default('Kairos'),
  zone: z.string('an IANA zone').refine(isZone, 'an IANA zone such as Europe/Berlin').default('UTC'),
  locale: z.string('a locale').refine(isLocale, 'a BCP 47 locale such as de-DE').default('en'),
  currency: z
    .string('a currency')
    .regex(/^[A-Z]{3}$/, 'an ISO 4217 currency such as EUR')
    .default('EUR'),
  country: z
    .string('a country')
    .regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/, COUNTRY)
    .refine((code) => isCountry(code), COUNTRY)
    .optional(),
  hours: z
    .partialRecord(day, say(z.array(hoursSpan, SPANS).max(10, SPANS), { en: 'Open', de: 'Geöffnet' }), DAYS)
    .optional(),
  segments: z
    .record(name, segment, 'a map from name to conditions')
    .refine((segments) => Object.keys(segments).length <= MOST_SEGMENTS, `at most ${MOST_SEGMENTS} segments`)
    .default({}),
  channels: z
    .array(channel, 'a list of channels, most wanted first')
    .min(1, 'at least one channel')
    .refine((list) => new Set(list).size === list.length, 'each channel once')
    .default(['in-app', 'email']),
  purposes: z
    .record(name, purpose, 'a map from purpose to what it may')
    .default({ offers: { marketing: true, anyHour: false }, service: { marketing: false, anyHour: true } }),
  'quiet-hours': z
    .union(
      [
        say(z.literal('off'), OFF.off, { titles: OFF }),
        say(
          quiet.refine((q) => q.from !== q.to, 'two different times'),
          { en: 'Every day', de: 'Jeden Tag' },
        ),
      ],
      '`off`, or a map with from and to as HH:MM',
    )
    .default({ from: '22:00', to: '08:00' }),
  'contact-rules': z.enum(['law', 'off'], '`law` or `off`').default('law'),
  'stop-confirmation': z
    .array(channel, STOP_CHANNELS)
    .refine((list) => list.every((one) => CONFIRMING.has(one)), STOP_CHANNELS)
    .refine((list) => new Set(list).size === list.length, 'each channel once')
    .default([]),
  caps: z
    .array(cap, 'a list of caps')
    .max(50, 'at most 50 caps')
    .default([{ most: 5, withinMs: DAY_MS }]),
  'hold-out': share.default(0),
  'measure-for': measureFor.default(USUAL_MEASURE_MS),
  'messages-per-moment': whole(1, 10).default(1),
  'channel-learning': z
    .union(
      [
        say(z.literal('off'), OFF.off, { titles: OFF }),
        say(learning, { en: 'By what has worked', de: 'Nach dem, was wirkte' }),
      ],
      '`off`, or a map with explore and half-life',
    )
    .default('off'),
  sender: sender.default({ name: 'Kairos', email: 'kairos@localhost' }),
  prices: z
    .record(
      name,
      say(
        z.number(PRICE).min(0, PRICE).max(1_000, PRICE),
        { en: 'Price of a message', de: 'Preis einer Nachricht' },
        { kind: 'number' },
      ),
      'a map from channel to the price of one message',
    )
    .default({}),
  providers: z
    .record(
      name,
      say(
        z.union(
          [
            say(settings, { en: 'Settings', de: 'Einstellungen' }),
            say(z.array(say(settings, { en: 'Account', de: 'Konto' })), { en: 'Accounts', de: 'Konten' }),
          ],
          'a map of settings, or a list of accounts',
        ),
        { en: 'Settings of the channel', de: 'Einstellungen des Kanals' },
      ),
      'a map from channel to its settings',
    )
    .default({}),
});

/** The keys of `workspace.yaml`, with what each may be. */
export const WORKSPACE = sayEach(shape, {
  name: { title: { en: 'Name', de: 'Name' }, kind: 'text' },
  zone: {
    title: { en: 'Time zone', de: 'Zeitzone' },
    description: {
      en: 'Where nothing nearer to the customer says another.',
      de: 'Wo nichts, was dem Kunden näher ist, eine andere nennt.',
    },
    kind: 'zone',
    examples: ['Europe/Berlin'],
  },
  locale: {
    title: { en: 'Language and region', de: 'Sprache und Region' },
    kind: 'locale',
    examples: ['de-DE'],
  },
  currency: { title: { en: 'Currency', de: 'Währung' }, kind: 'currency', examples: ['EUR'] },
  country: {
    title: { en: 'Country', de: 'Land' },
    description: { en: 'For public holidays.', de: 'Für gesetzliche Feiertage.' },
    kind: 'country',
    examples: ['DE', 'DE-SN'],
  },
  hours: { title: { en: 'Business hours', de: 'Geschäftszeiten' }, examples: [{ mon: [['09:00', '18:00']] }] },
  segments: { en: 'Segments', de: 'Segmente' },
  channels: {
    title: { en: 'Channels', de: 'Kanäle' },
    description: {
      en: 'In the order in which they are tried, where the customer prefers none.',
      de: 'In der Reihenfolge, in der sie versucht werden, wenn der Kunde keinen bevorzugt.',
    },
    examples: [['in-app', 'email']],
  },
  purposes: { title: { en: 'Purposes', de: 'Zwecke' }, examples: [{ offers: { marketing: true } }] },
  'quiet-hours': {
    title: { en: 'Quiet hours', de: 'Ruhezeiten' },
    description: { en: 'By the clock of the customer.', de: 'Nach der Uhr des Kunden.' },
    examples: [{ from: '22:00', to: '08:00' }],
  },
  'contact-rules': {
    title: { en: 'Rules of the country', de: 'Regeln des Landes' },
    description: {
      en: 'Hours of marketing by country and state, and what services do not deliver there.',
      de: 'Zeiten für Werbung nach Land und Bundesstaat, und was Dienste dort nicht zustellen.',
    },
    titles: { law: { en: 'Kept', de: 'Eingehalten' }, off: { en: 'Not kept', de: 'Nicht beachtet' } },
  },
  'stop-confirmation': {
    title: { en: 'Confirming a STOP', de: 'STOP bestätigen' },
    description: {
      en: 'By these channels whoever wrote STOP gets one message that says so. Not where the service does it by itself.',
      de: 'Auf diesen Kanälen bekommt, wer STOP schrieb, eine Nachricht, die es bestätigt. Nicht, wo es der Dienst selbst tut.',
    },
    examples: [['sms']],
  },
  caps: {
    title: { en: 'Message limits', de: 'Kontaktgrenzen' },
    description: { en: 'For one customer, all triggers together.', de: 'Je Kunde, alle Auslöser zusammen.' },
    examples: [[{ most: 5, within: '24h' }]],
  },
  prices: {
    title: { en: 'Prices of messages', de: 'Preise von Nachrichten' },
    description: {
      en: 'What one message of a channel costs, in the workspace’s currency.',
      de: 'Was eine Nachricht eines Kanals kostet, in der Währung des Arbeitsbereichs.',
    },
    examples: [{ sms: 0.07 }],
  },
  'hold-out': {
    title: { en: 'Control group of all triggers', de: 'Kontrollgruppe aller Auslöser' },
    description: {
      en: 'This share of customers gets no marketing at all, for comparison.',
      de: 'Dieser Anteil der Kunden bekommt gar keine Werbung, zum Vergleich.',
    },
    kind: 'percent',
    unit: '%',
    examples: ['5%'],
  },
  'measure-for': {
    title: { en: 'Compared with it for', de: 'Mit ihr verglichen über' },
    description: {
      en: 'How long customers are compared with the control group of all triggers until the answer. A change begins a new comparison.',
      de: 'Wie lange Kunden mit der Kontrollgruppe aller Auslöser verglichen werden, bis die Antwort gilt. Eine Änderung beginnt einen neuen Vergleich.',
    },
    kind: 'duration',
    examples: ['28d'],
  },
  'messages-per-moment': {
    title: { en: 'Messages per moment', de: 'Nachrichten je Moment' },
    description: { en: 'How many one signal may set off.', de: 'Wie viele ein Signal auslösen darf.' },
    kind: 'count',
    examples: [1],
  },
  'channel-learning': {
    title: { en: 'Learning the channel', de: 'Kanal lernen' },
    description: {
      en: 'Where a trigger goes by the preferred channel and the customer has named none: what has worked for them at this time of day on this kind of device.',
      de: 'Wo ein Auslöser über den bevorzugten Kanal geht und der Kunde keinen nannte: was bei ihm zu dieser Tageszeit auf dieser Art Gerät wirkte.',
    },
    examples: ['off', { explore: '5%', 'half-life': '30d' }],
  },
  sender: { en: 'Sender', de: 'Absender' },
  providers: { en: 'Settings of channels', de: 'Einstellungen der Kanäle' },
});

function isLocale(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}
