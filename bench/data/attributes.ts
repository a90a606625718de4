import { zipfOf } from './random.ts';

/**
 * One thing that signals say and triggers ask: a category drawn by Zipf's law, or a number drawn evenly from 0 to
 * 1,000.
 */
export type Attribute =
  | { readonly field: string; readonly values: readonly string[]; readonly zipf: ReturnType<typeof zipfOf> }
  | { readonly field: string; readonly most: number };

const CATEGORIES: readonly (readonly [field: string, count: number, exponent: number])[] = [
  ['event.category', 60, 0.5],
  ['event.brand', 200, 0.6],
  ['event.device', 5, 0.3],
  ['event.weather', 10, 0.3],
  ['event.daypart', 6, 0.1],
  ['event.weekday', 7, 0.05],
  ['customer.segment', 50, 0.4],
  ['customer.tier', 5, 0.3],
  ['customer.country', 30, 0.5],
  ['customer.city', 500, 0.6],
  ['event.channel', 4, 0.3],
  ['customer.language', 12, 0.5],
];
const NUMBERS = [
  'event.cartValue',
  'event.temperature',
  'customer.age',
  'customer.visits',
  'customer.daysSincePurchase',
  'customer.lifetimeValue',
  'event.battery',
  'event.distance',
];

/** What an event can be; 9 of 10 triggers wait for one of them. */
export const EVENTS = Array.from({ length: 12 }, (_, i) => `event ${i}`);
export const EVENT_ZIPF = zipfOf(EVENTS.length, 0.3);

/** Twenty attributes; with the event's name that makes 21. */
export const ATTRIBUTES: readonly Attribute[] = [
  ...CATEGORIES.map(([field, count, exponent]) => ({
    field,
    values: Array.from({ length: count }, (_, i) => `${field.split('.')[1]} ${i}`),
    zipf: zipfOf(count, exponent),
  })),
  ...NUMBERS.map((field) => ({ field, most: 1_000 })),
];

/** How likely a signal does not say an attribute. */
export const MISSING = 0.05;
