import * as z from 'zod';
import { placeSelector, selectedKeys } from '../waking/place-selector.ts';
import { defineWaker } from './contract.ts';

export default defineWaker({
  name: 'first-visit',
  summary: 'The customer came into a place for the first time since visits to it are counted.',
  args: z.strictObject({ places: placeSelector }, '{ places: { tag: … } }'),
  examples: [
    { args: { places: { tag: 'store' } }, listens: ['first-visit:#store'] },
    { args: { places: { id: 'mitte' } }, listens: ['first-visit:mitte'] },
    { args: { places: 'any' }, listens: ['first-visit:*'] },
  ],
  compile: ({ places }) => ({ listens: selectedKeys('first-visit', places) }),
});
