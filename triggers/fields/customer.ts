import { propertyReader } from '../arguments/properties.ts';
import { known, readKnown } from '../state/known.ts';
import { derived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'customer',
  summary: 'Who the customer is.',
  fields: [
    derived({
      name: 'identified',
      summary: 'Somebody has said who the customer is',
      type: 'boolean',
      read: ({ state }) => state.identified,
    }),
    {
      name: 'customer.*',
      summary: 'A trait of the customer, `customer.plan`, or a part of one, `customer.address.city`',
      type: 'any',
      kept(path) {
        const [trait, ...rest] = path.split('.');
        return { key: `customer.${trait}`, ...(rest.length > 0 && { part: rest.join('.') }) };
      },
      bind(path) {
        const field = `customer.${path}`;
        const dot = path.indexOf('.');
        if (dot < 0) return readKnown(field);
        const trait = `customer.${path.slice(0, dot)}`;
        const part = propertyReader(path.slice(dot + 1));
        return ({ state, at }) => known(state, field, at) ?? part(known(state, trait, at)) ?? undefined;
      },
    },
  ],
} satisfies FieldGroup;
