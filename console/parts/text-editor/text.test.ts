import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogFor, schemasFor } from '../../../test/support/catalog.ts';
import { indexCatalog } from '../conditions/catalog-index.ts';
import type { Schema } from '../schema-form/contract.ts';
import { marksOf } from './marks.ts';
import { spotAt } from './spot.ts';
import { wordsAt } from './words-at.ts';

const language = {
  schema: (await schemasFor('de')).trigger as Schema,
  index: indexCatalog(await catalogFor('de')),
  choices: {
    template: [{ value: 'store-voucher', label: 'store-voucher' }],
    tag: [],
    'event-property': [{ value: 'total', label: 'total' }],
  },
};

/** What is offered where `|` stands. */
function offered(text: string): readonly string[] {
  const at = text.indexOf('|');
  const spot = spotAt(text.replace('|', ''), at);
  if (!spot) return [];
  const { keys, values } = wordsAt(spot.path, language);
  return (spot.writes === 'key' ? keys.filter((one) => !spot.keys.includes(one.text)) : [...values, ...keys]).map(
    (one) => one.text,
  );
}

test.each<[string, string, string]>([
  ['name: x\nco|', 'cooldown', 'name'],
  ['on: { ent| }', 'enter', 'cooldown'],
  ['on:\n  en|\n', 'enter', 'all'],
  ['on: { enter: { pl| } }', 'places', 'tag'],
  ['on: { enter: { places: { t| } } }', 'tag', 'places'],
  ['when:\n  all:\n    - wea|\n', 'weather.condition', 'at-least'],
  ['when:\n  al|', 'all', 'places'],
  ['when: { weather.condition: { on| } }', 'one-of', 'at-least'],
  ['when: { weather.condition: r| }', 'rain', 'phone'],
  ['when: { weather.condition: { one-of: [rain, d|] } }', 'drizzle', 'phone'],
  ['when: { cart.items: { any-item: { where: { to| } } } }', 'total', 'weather.condition'],
  ['message: { template: st| }', 'store-voucher', 'template'],
  ['message: { template: x, | }', 'purpose', 'template'],
  ['message:\n  template: x\n  still-true: |\n', 'true', 'purpose'],
])('in %j one is offered %s, and not %s', (text, word, other) => {
  expect(offered(text)).toContain(word);
  expect(offered(text)).not.toContain(other);
});

test('nothing is offered where nothing can be said', () => {
  expect(offered('when: { shoe-size: { e| } }')).toEqual([]);
  expect(offered('# comm|')).toEqual([]);
});

test('a problem is marked at the smallest part of the text that is there', () => {
  const text = readFileSync('config/sample/triggers/rainy-evening-walk-by.yaml', 'utf8');
  const marked = (path: string) => {
    const [mark] = marksOf(text, [{ path, expected: 'x' }]);
    return text.slice(mark?.from, mark?.to);
  };
  expect(marked('when.all[1].weather.condition.one-of[1]')).toBe('drizzle');
  expect(marked('when.all[3].location.accuracyMetres')).toBe('location.accuracyMetres: { at-most: 50 }');
  expect(marked('message.templat')).toBe(
    '{ template: store-voucher, purpose: offers, channels: preferred, expires: 10m, still-true: true }',
  );
  expect(marked('cooldown')).toBe('cooldown: 24h');
});

test('a text that cannot be read is marked where it cannot', () => {
  expect(marksOf('name: x\nwhen: { a\ncooldown: 1h\n', [])).toMatchObject([{ from: 8, to: 17 }]);
});
