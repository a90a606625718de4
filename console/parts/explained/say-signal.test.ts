import { createTranslator } from 'use-intl/core';
import { expect, test } from 'vitest';
import { catalogFor } from '../../../test/support/catalog.ts';
import de from '../../words/de/customers.ts';
import { indexCatalog } from '../conditions/catalog-index.ts';
import { sayField, saySignal, sayStored, type Told } from './say-signal.ts';

const catalog = await catalogFor('de');
const told: Told = {
  index: indexCatalog(catalog),
  locale: 'de',
  say: createTranslator({ locale: 'de', messages: de }) as unknown as Told['say'],
};
const schemaOf = (kind: string) => catalog.signals.find(({ name }) => name === kind)?.schema;

test.each([
  [
    'location',
    { lat: 51.333, lon: 12.389, accuracyMetres: 8 },
    'Breitengrad 51,333° · Längengrad 12,389° · Genauigkeit 8 m',
  ],
  ['event', { name: 'looked', properties: { total: 30.5, tags: ['a', 'b'] } }, 'looked · total 30,5 · tags a, b'],
  ['consent', { channel: '*', purpose: 'offers', granted: true }, 'alle Kanäle · Zweck offers · Erlaubt'],
  [
    'message',
    { state: 'replied', channel: 'email', text: 'Hallo' },
    'Beantwortet · Kanal E-Mail · Text der Antwort Hallo',
  ],
  ['identify', { traits: { email: 'a@b.example', plan: 'gold', gone: null } }, 'E-Mail a@b.example · plan gold'],
])('what a signal %s told is said by the catalog’s titles, values too', (kind, value, said) => {
  expect(saySignal(schemaOf(kind), value, told)).toBe(said);
});

test('what no catalog knows keeps its own names', () => {
  expect(saySignal(undefined, { total: 3, o: { x: 1 }, empty: '' }, told)).toBe('total 3 · o, x 1');
});

test.each([
  ['customer.email', 'a@b.example', 'E-Mail', 'a@b.example'],
  ['customer.plan', 'gold', 'plan', 'gold'],
  ['device.form', 'phone', 'Bauart', 'Telefon'],
  ['device.charging', true, 'Wird geladen', 'ja'],
  ['location.accuracyMetres', 8.25, 'Genauigkeit der Position', '8,25 m'],
  ['message.lastChoice', '', 'Letzte Auswahl', '–'],
])('the known value of %s has its title, and its value as people write it', (field, value, title, said) => {
  expect([sayField(field, told), sayStored(field, value, told)]).toEqual([title, said]);
});
