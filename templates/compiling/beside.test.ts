import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../test/support/words-of.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { type Helper, RenderError, type View } from '../contract.ts';
import { EXAMPLE_SETTING } from '../previews/example-setting.ts';
import { needsOf } from '../previews/needs.ts';
import { compileTemplates } from './compile.ts';

const helpers = await loadFolder<Helper>(new URL('../helpers/', import.meta.url));
const SLOTS = { text: { body: { ...wordsOf(''), format: 'text', required: true, maxChars: 2_000 } } } as const;
const VIEW: View = {
  customer: { spent: 7 },
  cart: {
    value: 20,
    currency: 'USD',
    totals: { net: 18 },
    items: [{ price: 5 }, { price: 6, currency: 'JPY' }],
    prices: [1],
  },
  event: { total: 9.5, currency: 'chf', products: [{ price: 3, offers: [{ price: 2 }] }] },
  place: { price: 4, currency: '€' },
};
const template = (body: string) => ({ name: 't', summary: '', channels: { text: { body } }, locales: {} });
const write = (body: string, view: View = VIEW) =>
  compileTemplates([template(body)], SLOTS, helpers).render('t', 'text', view, EXAMPLE_SETTING).body;

describe('an amount is shown in the currency that stands beside it', () => {
  test.each([
    ['{{currency cart.value}}', 'US$20.00'],
    ['{{currency event.total}}', 'CHF 9.50'],
    ['{{currency cart.totals.net}}', 'US$18.00'],
    ['{{currency @root.cart.value}}', 'US$20.00'],
    ['{{currency (discount cart.value 15)}}', 'US$17.00'],
    ['{{currency (fallback event.missing cart.value)}}', 'US$20.00'],
    ['{{#with cart}}{{currency value}}{{/with}}', 'US$20.00'],
    ['{{#with cart}}{{currency totals.net}}{{currency ../event.total}}{{/with}}', 'US$18.00CHF 9.50'],
    ['{{#each cart.items}}{{currency price}} {{/each}}', 'US$5.00 JP¥6 '],
    ['{{#each cart.items}}{{currency this.price}} {{/each}}', 'US$5.00 JP¥6 '],
    ['{{#each cart.items as |item|}}{{currency item.price}} {{/each}}', 'US$5.00 JP¥6 '],
    ['{{#each cart.prices as |price|}}{{currency price}}{{/each}}', 'US$1.00'],
    ['{{#each cart.prices}}{{currency this}}{{/each}}', 'US$1.00'],
    ['{{#each event.products}}{{#each offers}}{{currency price}}{{/each}}{{/each}}', 'CHF 2.00'],
    ['{{#each cart.items}}{{#if @first}}{{currency ../cart.value}}{{/if}}{{/each}}', 'US$20.00'],
  ])('%s', (body, wanted) => {
    expect(write(body)).toBe(wanted);
  });
});

test('where none stands beside it, it is in that of the workspace', () => {
  expect(write('{{currency customer.spent}}')).toBe('€7.00');
  expect(write('{{currency 5}}')).toBe('€5.00');
  expect(write('{{currency cart.value}}', { customer: {}, cart: { value: 20, currency: null } })).toBe('€20.00');
});

test('a currency that is written wins', () => {
  expect(write('{{currency cart.value code="GBP"}}')).toBe('£20.00');
  expect(write('{{currency cart.value code=event.currency}}')).toBe('CHF 20.00');
});

test('what stands beside it and is no currency stops the message, rather than that another is shown', () => {
  expect(() => write('{{currency place.price}}')).toThrow(RenderError);
  expect(() => write('{{currency place.price}}')).toThrow(/a currency of three letters, such as EUR, got '€'/);
});

test('a template does not need what it only looks for beside', () => {
  expect(needsOf(template('{{currency cart.value}}'), helpers).map(({ values }) => values)).toEqual([['cart.value']]);
});
