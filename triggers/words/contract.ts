/** The languages in which the parts describe themselves. */
export const LANGUAGE_CODES = ['en', 'de'] as const;
export type LanguageCode = (typeof LANGUAGE_CODES)[number];

/** One text in every language, side by side: plain words that a marketer reads. */
export type Words = Readonly<Record<LanguageCode, string>>;

/**
 * The meanings that an argument can have: they tell a form which input to draw. `condition` is a map from fields or
 * properties to tests, `test` what stands behind one of them, `happening` a step of a pattern, `waker` what stands
 * under `on`.
 */
export const ARGUMENT_KINDS = [
  'duration',
  'places',
  'place',
  'field',
  'event-name',
  'event-property',
  'condition',
  'test',
  'template',
  'trigger',
  'segment',
  'time-of-day',
  'date',
  'weekday',
  'channel',
  'purpose',
  'signal-kind',
  'value',
  'text',
  'number',
  'count',
  'metres',
  'percent',
  'locale',
  'zone',
  'country',
  'currency',
  'address',
  'secret',
  'waker',
  'happening',
] as const;
export type ArgumentKind = (typeof ARGUMENT_KINDS)[number];

/** The words of one argument besides its title. */
export interface ArgumentWords {
  readonly description?: Words;
  readonly kind?: ArgumentKind;
  /** The unit as people write it behind a number: `m`, `°C`. */
  readonly unit?: string;
  readonly examples?: readonly unknown[];
  /** A title for each of its closed values. */
  readonly titles?: Readonly<Record<string, Words>>;
  /** Of a map that takes exactly one of its members. */
  readonly minProperties?: 1;
  readonly maxProperties?: 1;
}

/** The subjects that fields are about; forms list fields under these. */
export const FIELD_SUBJECTS = {
  customer: { en: 'Customer', de: 'Kunde' },
  place: { en: 'Places', de: 'Orte' },
  position: { en: 'Position', de: 'Position' },
  weather: { en: 'Weather', de: 'Wetter' },
  time: { en: 'Date and time', de: 'Datum und Uhrzeit' },
  signal: { en: 'Signal', de: 'Signal' },
  cart: { en: 'Cart', de: 'Warenkorb' },
  stock: { en: 'Stock', de: 'Bestand' },
  messages: { en: 'Messages', de: 'Nachrichten' },
  device: { en: 'Device', de: 'Gerät' },
  business: { en: 'Business', de: 'Unternehmen' },
} as const satisfies Readonly<Record<string, Words>>;
export type FieldSubject = keyof typeof FIELD_SUBJECTS;

/** The type of a piece of data, for forms and checks. */
export type FieldType =
  | 'number'
  | 'string'
  | 'boolean'
  | 'time'
  | 'date'
  | 'list'
  | 'object'
  | 'events'
  | 'messages'
  | 'any';
