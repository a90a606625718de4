import { propertyReader } from '../arguments/properties.ts';
import { knownValue, readKnown } from '../state/known.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'customer',
  group: 'customer',
  summary: 'Who the customer is.',
  fields: [
    defineDerived({
      name: 'identified',
      title: { en: 'Customer is identified', de: 'Kunde ist bekannt' },
      summary: { en: 'Somebody has said who the customer is', de: 'Jemand hat gesagt, wer der Kunde ist' },
      type: 'boolean',
      read: ({ state }) => state.identified,
    }),
    {
      name: 'customer.*',
      title: { en: 'Trait of the customer', de: 'Merkmal des Kunden' },
      summary: {
        en: 'A trait of the customer, `customer.plan`, or a part of one, `customer.address.city`',
        de: 'Ein Merkmal des Kunden, `customer.plan`, oder ein Teil davon, `customer.address.city`',
      },
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
        return ({ state, at }) => knownValue(state, field, at) ?? part(knownValue(state, trait, at)) ?? undefined;
      },
    },
  ],
} satisfies FieldGroup;
