import type { Helper } from '../contract.ts';
import { cacheByLocale, replaceSpaces } from '../locales/intl.ts';
import { LOCALE, MOMENT, ZONE } from '../values/arguments.ts';
import { timeOf, wordOf } from '../values/reading.ts';

const formatOf = cacheByLocale(
  (locale, timeZone: string, timeStyle: 'short' | 'medium') => new Intl.DateTimeFormat(locale, { timeZone, timeStyle }),
);

/** A time of day. */
export default {
  name: 'time',
  title: { en: 'Time of day', de: 'Uhrzeit' },
  summary: {
    en: 'The time of day on the reader’s clock: `{{time event.startsAt}}`; now, without a value. `style="medium"` with seconds.',
    de: 'Die Uhrzeit beim Leser: `{{time event.startsAt}}`; ohne Wert jetzt. `style="medium"` mit Sekunden.',
  },
  takes: {
    values: [MOMENT],
    options: {
      style: {
        title: { en: 'Style', de: 'Schreibweise' },
        titles: {
          short: { en: 'Hours and minutes', de: 'Stunden und Minuten' },
          medium: { en: 'With seconds', de: 'Mit Sekunden' },
        },
      },
      locale: LOCALE,
      zone: ZONE,
    },
  },
  examples: [
    { args: [1780680900000], gives: '19:35' },
    { args: ['2026-06-05T17:45:00Z'], hash: { locale: 'en-US' }, gives: '7:45 PM' },
    { args: ['2026-06-05T16:30:00Z'], hash: { zone: 'UTC' }, gives: '16:30' },
    { args: ['2026-06-05T19:00'], gives: '19:00' },
    { args: [], gives: '18:30' },
  ],
  run(args, { style = 'short', locale, zone }, setting) {
    const timeStyle = wordOf(style, ['short', 'medium']);
    const time = timeOf(args.length === 0 ? setting.at : args[0], zone ?? setting.zone);
    return replaceSpaces(formatOf(locale ?? setting.locale, time.zone, timeStyle).format(time.at));
  },
} satisfies Helper;
