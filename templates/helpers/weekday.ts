import type { Helper } from '../contract.ts';
import { keptByLocale } from '../intl.ts';
import { instantOf, wordOf } from '../reading.ts';

const formatOf = keptByLocale(
  (locale, timeZone: string, weekday: 'long' | 'short' | 'narrow') =>
    new Intl.DateTimeFormat(locale, { timeZone, weekday }),
);

/** A day of the week. */
export default {
  name: 'weekday',
  summary:
    'The day of the week in the reader’s zone: `{{weekday event.startsAt}}`; today’s, without a value. `style="short"`.',
  examples: [
    { args: [1780677000000], gives: 'Friday' },
    { args: ['2026-06-05'], hash: { locale: 'fr-FR', style: 'short' }, gives: 'ven.' },
    { args: [], gives: 'Friday' },
  ],
  run(args, { style = 'long', locale, zone }, setting) {
    const weekday = wordOf(style, ['long', 'short', 'narrow']);
    const given = args.length === 0 ? setting.at : args[0];
    // A date alone is that day everywhere: it must not slip to the day before.
    const isDay = typeof given === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(given);
    const timeZone = isDay ? 'UTC' : String(zone ?? setting.zone);
    return formatOf(locale ?? setting.locale, timeZone, weekday).format(instantOf(given));
  },
} satisfies Helper;
