import { propertyReader } from '../arguments/properties.ts';
import type { Field } from '../contract.ts';
import { ageSeconds, knownValue } from '../state/known.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'cart',
  summary: 'More about the customer’s cart.',
  fields: [
    defineDerived({
      name: 'cart.idleSeconds',
      summary: 'How long nothing has happened to the cart',
      type: 'number',
      unit: 's',
      read: ({ state, at }) =>
        knownValue(state, 'cart.id', at) === undefined ? undefined : ageSeconds(state, 'cart.id', at),
    }),
    all('cart.skus', 'sku', 'The skus of what is in the cart'),
    all(
      'cart.categories',
      'category',
      'The categories of what is in the cart; unknown when an item does not say its own',
    ),
    all('cart.brands', 'brand', 'The brands of what is in the cart; unknown when an item does not say its own'),
  ],
} satisfies FieldGroup;

/** The values of all items, each once. */
function all(name: string, property: string, summary: string): Field {
  const read = propertyReader(property);
  return defineDerived({
    name,
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
