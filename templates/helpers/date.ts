import type { Helper } from '../contract.ts';
import { cacheByLocale, replaceSpaces } from '../locales/intl.ts';
import { LOCALE, MOMENT, ZONE } from '../values/arguments.ts';
import { timeOf, wordOf } from '../values/reading.ts';

const formatOf = cacheByLocale(
  (locale, timeZone: string, dateStyle: 'full' | 'long' | 'medium' | 'short') =>
    new Intl.DateTimeFormat(locale, { timeZone, dateStyle }),
);

/** A date. */
export default {
  name: 'date',
  title: { en: 'Date', de: 'Datum' },
  summary: {
    en: 'The date in the reader’s zone: `{{date event.startsAt}}`; today, without a value. `style=` full, long, medium, short.',
    de: 'Das Datum in der Zeitzone des Lesers: `{{date event.startsAt}}`; ohne Wert heute. `style=` full, long, medium, short.',
  },
  takes: {
    values: [MOMENT],
    options: {
      style: {
        title: { en: 'Style', de: 'Schreibweise' },
        titles: {
          full: { en: 'With the weekday', de: 'Mit Wochentag' },
          long: { en: 'Written out', de: 'Ausgeschrieben' },
          medium: { en: 'Shortened', de: 'Gekürzt' },
          short: { en: 'Numbers only', de: 'Nur Zahlen' },
        },
      },
      locale: LOCALE,
      zone: ZONE,
    },
  },
  examples: [
    { args: [1780849800000], gives: '7 June 2026' },
    { args: ['2026-06-05T23:30:00Z'], gives: '6 June 2026' },
    { args: ['2026-06-06'], hash: { locale: 'de-DE', style: 'full' }, gives: 'Samstag, 6. Juni 2026' },
    { args: [1780849800], gives: '7 June 2026' },
    { args: ['2026-06-08 23:30'], gives: '8 June 2026' },
    { args: [], hash: { style: 'short' }, gives: '05/06/2026' },
  ],
  run(args, { style = 'long', locale, zone }, setting) {
    const dateStyle = wordOf(style, ['full', 'long', 'medium', 'short']);
    const time = timeOf(args.length === 0 ? setting.at : args[0], zone ?? setting.zone);
    return replaceSpaces(formatOf(locale ?? setting.locale, time.zone, dateStyle).format(time.at));
  },
} satisfies Helper;
