import * as z from 'zod';
import type { FieldType } from '../contract.ts';
import { readDate } from '../time/dates.ts';
import { TIME } from './readable.ts';
import { readVersion } from './versions.ts';

/** The longest list an operator takes. */
export const LIST_LIMIT = 1_000;

const TEXT = 'a text of at most 1,000 characters';
const TIME_OF_DAY = 'a time from "00:00" to "23:59"';
const DATE = 'a date such as "2026-12-24" or "2026-12-24T18:00"';
const VERSION = 'a version such as "2.10"';

// What several operators take, each with words for what is expected.
export const number = z.number('a number');
export const yesNo = z.boolean('true or false');
export const text = z.string('a text').max(1_000, TEXT);
/** A piece of a text. */
export const part = text.min(1, 'a text that is not empty');
export const scalar = z.union([text, number, yesNo], 'a text, a number, or true or false');
export const time = z.string(TIME_OF_DAY).regex(TIME, TIME_OF_DAY);
export const date = z.string(DATE).refine((value) => readDate(value) !== undefined, DATE);
export const dateOrTime = z.union([date, time], 'a date such as "2026-12-24", or a time such as "18:00"');
export const version = z.string(VERSION).refine((value) => readVersion(value) !== undefined, VERSION);
/** The path of an item's property, such as `price` or `maker.city`. */
export const propertyPath = z.string('the name of a property').min(1, 'the name of a property').max(200);

/** An argument that `Nested` compiles and checks further. */
export const nestedTest = z.union([scalar, z.record(z.string(), z.unknown())], 'a test such as { at-least: 2 }');
export const nestedWhere = z.record(z.string(), z.unknown(), 'conditions on an item such as { price: { above: 10 } }');

/** A list of what `item` describes. */
export function arrayOf<T extends z.ZodType>(item: T) {
  return z
    .array(item, 'a list')
    .min(1, 'a list of at least one')
    .max(LIST_LIMIT, `a list of at most ${LIST_LIMIT.toLocaleString('en')}`);
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
