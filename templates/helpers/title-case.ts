import type { Helper } from '../contract.ts';
import { cacheByLocale } from '../intl.ts';
import { textOf } from '../reading.ts';

const localeOf = cacheByLocale((locale) => locale);

/** Each word with a capital. */
export default {
  name: 'title-case',
  summary: 'Each word with a capital and the rest small: `{{title-case customer.lastName}}` mends MARÍA DEL CARMEN.',
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
