import * as z from 'zod';
import { readDate } from '../time/dates.ts';
import { isZone, WEEKDAY_WORDS, WEEKDAYS } from '../time/zone.ts';
import { say } from '../words/say.ts';
import { sayEach } from '../words/say-each.ts';
import { BEACON_NAME } from './beacon-id.ts';
import { MOST_PRIORITY } from './compare-places.ts';

const NAME = 'letters, digits, `.`, `_` and `-`, at most 100, beginning with a letter or digit';
const id = z.string(NAME).regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u, NAME);
const tag = say(id, { en: 'Tag', de: 'Schlagwort' }, { kind: 'text', examples: ['store'] });
const CLOCK = 'a time such as "09:30", up to "24:00"';
const clock = z.string(CLOCK).regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, CLOCK);
const opens = say(clock, { en: 'From', de: 'Von' }, { kind: 'time-of-day', examples: ['09:00'] });
const closes = say(clock, { en: 'To', de: 'Bis' }, { kind: 'time-of-day', examples: ['18:30'] });
const span = say(z.tuple([opens, closes], 'a span ["from", "to"]'), { en: 'Span', de: 'Zeitraum' });
const spans = say(z.array(span, 'a list of spans ["from", "to"]').max(10), { en: 'Open', de: 'Geöffnet' });
const weekday = say(z.enum(WEEKDAYS), { en: 'Weekday', de: 'Wochentag' }, { kind: 'weekday', titles: WEEKDAY_WORDS });
const INSTANT = 'a date and time such as "2026-12-24T18:00:00+01:00"';
const instant = z
  .string(INSTANT)
  .refine((text) => readDate(text) !== undefined, INSTANT)
  .transform((text) => readDate(text)!.first);

const BEACON =
  "'ibeacon:UUID:MAJOR:MINOR', 'eddystone:NAMESPACE:INSTANCE' or 'eddystone-url:https://…'; parts at the end may be left out";
const beacon = say(
  z.string(BEACON).regex(BEACON_NAME, BEACON),
  { en: 'Beacon', de: 'Funkbake' },
  { kind: 'text', examples: ['ibeacon:f7826da6-4fa2-4e98-8024-bc5b71e0893e:100:7'] },
);
const RSSI = 'a signal strength in dBm, from -127 to 20';
const SILENCE = 'seconds, from 5 to 86400';

const attribute = say(z.json(), { en: 'Value', de: 'Wert' }, { kind: 'value' });

/** The one attribute that decides something must be what decides; all others are free. */
const PRIORITY = `a number from -${MOST_PRIORITY} to ${MOST_PRIORITY}`;
function checkPriority({ priority }: Readonly<Record<string, unknown>>, { addIssue }: z.RefinementCtx): void {
  if (priority === undefined || (typeof priority === 'number' && Math.abs(priority) <= MOST_PRIORITY)) return;
  addIssue({ code: 'custom', path: ['priority'], message: PRIORITY });
}

const keys = z.object({
  id: id.clone(),
  name: z.string('a name for people').min(1, 'a name for people').max(200).optional(),
  summary: z.string().max(1_000).optional(),
  tags: z.array(tag, 'a list of tags').max(32, 'at most 32 tags').default([]),
  attributes: z
    .record(z.string().min(1).max(100), attribute, 'a mapping of attributes')
    .superRefine(checkPriority)
    .default({}),
  hours: z.partialRecord(weekday, spans, `a mapping of ${WEEKDAYS.join(', ')} to spans`).optional(),
  zone: z.string('an IANA time zone').refine(isZone, 'an IANA time zone such as Europe/Berlin').optional(),
  parent: id.optional(),
  validFrom: instant.optional(),
  validTo: instant.optional(),
  radiusMetres: z.number('metres').optional(),
  widthMetres: z.number('metres').optional(),
  beacons: z.array(beacon, 'a list of beacons').min(1, 'at least one beacon').max(50, 'at most 50 beacons').optional(),
  rssiAtLeast: z.number(RSSI).min(-127, RSSI).max(20, RSSI).optional(),
  silentSeconds: z.number(SILENCE).min(5, SILENCE).max(86_400, SILENCE).optional(),
});

/** The keys of a place's properties, with what each may be. */
export const PLACE_KEYS = sayEach(keys, {
  id: { title: { en: 'Id', de: 'Kennung' }, kind: 'text', examples: ['store-mitte'] },
  name: { title: { en: 'Name', de: 'Name' }, kind: 'text' },
  summary: { title: { en: 'What it is', de: 'Was es ist' }, kind: 'text' },
  tags: { title: { en: 'Tags', de: 'Schlagwörter' }, examples: [['store']] },
  attributes: { title: { en: 'Further facts', de: 'Weitere Angaben' }, examples: [{ parking: true }] },
  hours: {
    title: { en: 'Opening hours', de: 'Öffnungszeiten' },
    description: { en: 'By its own clock, day by day.', de: 'Nach seiner eigenen Uhr, Tag für Tag.' },
    examples: [{ mon: [['09:00', '18:30']] }],
  },
  zone: {
    title: { en: 'Time zone', de: 'Zeitzone' },
    description: { en: 'That of its position, where it is left out.', de: 'Die seiner Lage, wo sie fehlt.' },
    kind: 'zone',
    examples: ['Europe/Berlin'],
  },
  parent: { title: { en: 'Belongs to', de: 'Gehört zu' }, kind: 'place' },
  validFrom: { title: { en: 'Counts from', de: 'Gilt ab' }, kind: 'date', examples: ['2026-12-24T18:00:00+01:00'] },
  validTo: { title: { en: 'Counts until', de: 'Gilt bis' }, kind: 'date', examples: ['2026-12-27T00:00:00+01:00'] },
  radiusMetres: {
    title: { en: 'Radius', de: 'Radius' },
    description: { en: 'Of a circle.', de: 'Eines Kreises.' },
    kind: 'metres',
    unit: 'm',
    examples: [80],
  },
  widthMetres: {
    title: { en: 'Width', de: 'Breite' },
    description: { en: 'Of a corridor, across.', de: 'Eines Korridors, quer.' },
    kind: 'metres',
    unit: 'm',
    examples: [20],
  },
  beacons: {
    title: { en: 'Beacons', de: 'Funkbaken' },
    description: {
      en: 'In place of a size: whoever hears one is in the place. `ibeacon:UUID:MAJOR` means every minor number.',
      de: 'Anstelle einer Größe: Wer eine hört, ist am Ort. `ibeacon:UUID:MAJOR` meint jede Minor-Nummer.',
    },
    examples: [['ibeacon:f7826da6-4fa2-4e98-8024-bc5b71e0893e:100']],
  },
  rssiAtLeast: {
    title: { en: 'Signal at least', de: 'Signal mindestens' },
    description: {
      en: 'How strong a beacon must be heard to enter; nearer to 0 is nearer. Without it, heard at all.',
      de: 'Wie stark eine Funkbake zum Betreten gehört werden muss; näher an 0 ist näher. Ohne Angabe: überhaupt.',
    },
    unit: 'dBm',
    examples: [-75],
  },
  silentSeconds: {
    title: { en: 'Left after silence of', de: 'Verlassen nach Stille von' },
    description: {
      en: 'After so long without hearing a beacon the customer has left; 60 s when not said.',
      de: 'So lange ohne eine Funkbake, und der Kunde hat den Ort verlassen; 60 s ohne Angabe.',
    },
    unit: 's',
    examples: [60],
  },
}).shape;
