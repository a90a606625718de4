import * as z from 'zod';
import type { FieldType } from '../contract.ts';
import { readDate } from '../time/dates.ts';
import { say } from '../words/say.ts';
import { TIME } from './readable.ts';
import { readVersion } from './versions.ts';

/** The longest list an operator takes. */
export const LIST_LIMIT = 1_000;

const TEXT = 'a text of at most 1,000 characters';
const TIME_OF_DAY = 'a time from "00:00" to "23:59"';
const DATE = 'a date such as "2026-12-24" or "2026-12-24T18:00"';
const VERSION = 'a version such as "2.10"';

// What several operators take, each with words for what is expected.
export const number = say(z.number('a number'), { en: 'Number', de: 'Zahl' }, { kind: 'number', examples: [20] });
export const yesNo = say(
  z.boolean('true or false'),
  { en: 'Yes or no', de: 'Ja oder nein' },
  { titles: { true: { en: 'Yes', de: 'Ja' }, false: { en: 'No', de: 'Nein' } } },
);
export const text = say(z.string('a text').max(1_000, TEXT), { en: 'Text', de: 'Text' }, { kind: 'text' });
/** A piece of a text. */
export const part = say(text.min(1, 'a text that is not empty'), { en: 'Part of the text', de: 'Teil des Textes' });
export const scalar = say(
  z.union([text, number, yesNo], 'a text, a number, or true or false'),
  { en: 'Value', de: 'Wert' },
  { kind: 'value', examples: ['gold', 20, true] },
);
export const time = say(
  z.string(TIME_OF_DAY).regex(TIME, TIME_OF_DAY),
  { en: 'Time', de: 'Uhrzeit' },
  { kind: 'time-of-day', examples: ['18:00'] },
);
export const date = say(
  z.string(DATE).refine((value) => readDate(value) !== undefined, DATE),
  { en: 'Date', de: 'Datum' },
  { kind: 'date', examples: ['2026-12-24', '2026-12-24T18:00'] },
);
export const dateOrTime = say(
  z.union([date, time], 'a date such as "2026-12-24", or a time such as "18:00"'),
  { en: 'Date or time', de: 'Datum oder Uhrzeit' },
  { kind: 'value', examples: ['2026-12-24', '18:00'] },
);
export const version = say(
  z.string(VERSION).refine((value) => readVersion(value) !== undefined, VERSION),
  { en: 'Version', de: 'Version' },
  { kind: 'text', examples: ['2.10'] },
);
/** The path of an item's property, such as `price` or `maker.city`. */
export const propertyPath = say(
  z.string('the name of a property').min(1, 'the name of a property').max(200),
  { en: 'Property', de: 'Eigenschaft' },
  {
    description: { en: 'A dot leads into a part of it.', de: 'Ein Punkt führt in einen Teil davon.' },
    kind: 'event-property',
    examples: ['price', 'maker.city'],
  },
);

/** An argument that `Nested` compiles and checks further. */
export const nestedTest = say(
  z.union(
    [scalar, say(z.record(z.string(), z.unknown()), { en: 'Comparison', de: 'Vergleich' })],
    'a test such as { at-least: 2 }',
  ),
  { en: 'Test', de: 'Prüfung' },
  {
    description: { en: 'A comparison, or a value to equal.', de: 'Ein Vergleich, oder ein Wert, dem es gleicht.' },
    kind: 'test',
    examples: [{ 'at-least': 2 }, 2],
  },
);
export const nestedWhere = say(
  z.record(z.string(), z.unknown(), 'conditions on an item such as { price: { above: 10 } }'),
  { en: 'Only where', de: 'Nur wenn' },
  {
    description: {
      en: 'Conditions on its own properties; all must hold.',
      de: 'Bedingungen an seine Eigenschaften; alle müssen zutreffen.',
    },
    kind: 'condition',
    examples: [{ price: { above: 10 } }],
  },
);

/** A list of what `item` describes. */
export function arrayOf<T extends z.ZodType>(item: T) {
  const list = z
    .array(item, 'a list')
    .min(1, 'a list of at least one')
    .max(LIST_LIMIT, `a list of at most ${LIST_LIMIT.toLocaleString('en')}`);
  return say(list, { en: 'List', de: 'Liste' });
}

/** The schema of values that a field of this type can come before or after. */
export function dateOrTimeFor(type: FieldType): z.ZodType {
  if (type === 'time') return time;
  return type === 'date' ? date : dateOrTime;
}

/** The schema of values that a field of this type can equal. */
export function scalarFor(type: FieldType): z.ZodType {
  if (type === 'number') return number;
  if (type === 'string') return text;
  if (type === 'boolean') return yesNo;
  return type === 'time' ? time : scalar;
}
