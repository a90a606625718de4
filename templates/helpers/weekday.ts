import type { Helper } from '../contract.ts';
import { cacheByLocale } from '../locales/intl.ts';
import { LENGTH, LOCALE, MOMENT, ZONE } from '../values/arguments.ts';
import { timeOf, wordOf } from '../values/reading.ts';

const formatOf = cacheByLocale(
  (locale, timeZone: string, weekday: 'long' | 'short' | 'narrow') =>
    new Intl.DateTimeFormat(locale, { timeZone, weekday }),
);

/** A day of the week. */
export default {
  name: 'weekday',
  title: { en: 'Day of the week', de: 'Wochentag' },
  summary: {
    en: 'The day of the week in the reader’s zone: `{{weekday event.startsAt}}`; today’s, without a value. `style="short"`.',
    de: 'Der Wochentag in der Zeitzone des Lesers: `{{weekday event.startsAt}}`; ohne Wert der heutige. `style="short"` kurz.',
  },
  takes: { values: [MOMENT], options: { style: LENGTH, locale: LOCALE, zone: ZONE } },
  examples: [
    { args: [1780849800000], gives: 'Sunday' },
    { args: ['2026-06-06'], hash: { locale: 'fr-FR', style: 'short' }, gives: 'sam.' },
    { args: [], gives: 'Friday' },
  ],
  run(args, { style = 'long', locale, zone }, setting) {
    const weekday = wordOf(style, ['long', 'short', 'narrow']);
    const time = timeOf(args.length === 0 ? setting.at : args[0], zone ?? setting.zone);
    return formatOf(locale ?? setting.locale, time.zone, weekday).format(time.at);
  },
} satisfies Helper;
