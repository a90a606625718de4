import type { HelperArgument } from '../contract.ts';

// What several helpers take.
export const VALUE: HelperArgument = { title: { en: 'Value', de: 'Wert' }, kind: 'value' };
export const OTHER: HelperArgument = { title: { en: 'Other value', de: 'Anderer Wert' }, kind: 'value' };
export const NUMBER: HelperArgument = { title: { en: 'Number', de: 'Zahl' }, kind: 'number' };
export const BOUND: HelperArgument = { title: { en: 'Compared with', de: 'Verglichen mit' }, kind: 'number' };
export const TEXT: HelperArgument = { title: { en: 'Text', de: 'Text' }, kind: 'text' };
export const MOMENT: HelperArgument = {
  title: { en: 'Date and time', de: 'Datum und Uhrzeit' },
  description: { en: 'Now, where it is left out.', de: 'Jetzt, wo sie fehlt.' },
  kind: 'date',
  examples: ['2026-12-24T18:00'],
};
export const LOCALE: HelperArgument = {
  title: { en: 'Other language', de: 'Andere Sprache' },
  description: {
    en: 'The language of the message, where it is left out.',
    de: 'Die Sprache der Nachricht, wo sie fehlt.',
  },
  kind: 'locale',
  examples: ['de-AT'],
};
export const ZONE: HelperArgument = {
  title: { en: 'Other time zone', de: 'Andere Zeitzone' },
  description: { en: 'That of the reader, where it is left out.', de: 'Die des Lesers, wo sie fehlt.' },
  kind: 'zone',
  examples: ['Europe/Berlin'],
};
export const DIGITS: HelperArgument = { title: { en: 'Decimals', de: 'Nachkommastellen' }, kind: 'count' };
export const LENGTH: HelperArgument = {
  title: { en: 'Style', de: 'Schreibweise' },
  titles: {
    long: { en: 'Written out', de: 'Ausgeschrieben' },
    short: { en: 'Short', de: 'Kurz' },
    narrow: { en: 'As short as can be', de: 'So kurz wie möglich' },
  },
};
