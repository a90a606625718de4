import { propertyReader } from '../arguments/properties.ts';
import type { Field } from '../contract.ts';
import { ageSeconds, knownValue } from '../state/known.ts';
import type { Words } from '../words/contract.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'cart',
  group: 'cart',
  summary: 'More about the customer’s cart.',
  fields: [
    defineDerived({
      name: 'cart.idleSeconds',
      title: { en: 'Cart untouched for', de: 'Warenkorb unberührt seit' },
      summary: { en: 'How long nothing has happened to the cart', de: 'Wie lange im Warenkorb nichts geschah' },
      type: 'number',
      unit: 's',
      read: ({ state, at }) =>
        knownValue(state, 'cart.id', at) === undefined ? undefined : ageSeconds(state, 'cart.id', at),
    }),
    all(
      'cart.skus',
      'sku',
      { en: 'Item numbers in cart', de: 'Artikelnummern im Warenkorb' },
      { en: 'The skus of what is in the cart', de: 'Die Artikelnummern der Artikel im Warenkorb' },
    ),
    all(
      'cart.categories',
      'category',
      { en: 'Categories in cart', de: 'Kategorien im Warenkorb' },
      {
        en: 'The categories of what is in the cart; unknown when an item does not say its own',
        de: 'Die Kategorien der Artikel im Warenkorb; unbekannt, wenn ein Artikel seine nicht nennt',
      },
    ),
    all(
      'cart.brands',
      'brand',
      { en: 'Brands in cart', de: 'Marken im Warenkorb' },
      {
        en: 'The brands of what is in the cart; unknown when an item does not say its own',
        de: 'Die Marken der Artikel im Warenkorb; unbekannt, wenn ein Artikel seine nicht nennt',
      },
    ),
  ],
} satisfies FieldGroup;

/** The values of all items, each once. */
function all(name: string, property: string, title: Words, summary: Words): Field {
  const read = propertyReader(property);
  return defineDerived({
    name,
    title,
    summary,
    type: 'list',
    read({ state, at }) {
      const items = knownValue(state, 'cart.items', at);
      if (!Array.isArray(items)) return undefined;
      const said = items.map(read);
      return said.includes(undefined) ? undefined : [...new Set(said)];
    },
  });
}
