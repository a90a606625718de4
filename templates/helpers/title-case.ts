import type { Helper } from '../contract.ts';
import { cacheByLocale } from '../locales/intl.ts';
import { LOCALE, TEXT } from '../values/arguments.ts';
import { textOf } from '../values/reading.ts';

const localeOf = cacheByLocale((locale) => locale);

/** Each word with a capital. */
export default {
  name: 'title-case',
  title: { en: 'Capitalised words', de: 'Wörter groß geschrieben' },
  summary: {
    en: 'Each word with a capital and the rest small: `{{title-case customer.lastName}}` mends MARÍA DEL CARMEN.',
    de: 'Jedes Wort mit großem Anfang, der Rest klein: `{{title-case customer.lastName}}` heilt MARÍA DEL CARMEN.',
  },
  takes: { values: [TEXT], options: { locale: LOCALE } },
  examples: [
    { args: ['MARÍA DEL CARMEN'], gives: 'María Del Carmen' },
    { args: ["jean-luc o'neill"], gives: "Jean-Luc O'Neill" },
  ],
  run([text], { locale }, setting) {
    const spoken = localeOf(locale ?? setting.locale);
    return textOf(text)
      .toLocaleLowerCase(spoken)
      .replace(/(?<![\p{L}\p{M}\p{N}])\p{L}/gu, (first) => first.toLocaleUpperCase(spoken));
  },
} satisfies Helper;
