import * as z from 'zod';
import { placeSelector, selectedKeys } from '../waking/place-selector.ts';
import { defineWaker } from './contract.ts';

export default defineWaker({
  name: 'first-visit',
  title: { en: 'visits a place for the first time', de: 'besucht einen Ort zum ersten Mal' },
  summary: {
    en: 'The customer came into a place for the first time since visits to it are counted.',
    de: 'Der Kunde kam zum ersten Mal an einen Ort, seit Besuche dort gezählt werden.',
  },
  args: z.strictObject({ places: placeSelector }, '{ places: { tag: … } }'),
  examples: [
    { args: { places: { tag: 'store' } }, listens: ['first-visit:#store'] },
    { args: { places: { id: 'mitte' } }, listens: ['first-visit:mitte'] },
    { args: { places: 'any' }, listens: ['first-visit:*'] },
  ],
  compile: ({ places }) => ({ listens: selectedKeys('first-visit', places) }),
});
