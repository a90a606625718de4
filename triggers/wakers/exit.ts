import * as z from 'zod';
import { placeSelector, selectedKeys } from '../place-selector.ts';
import { defineWaker } from './contract.ts';

export default defineWaker({
  name: 'exit',
  summary: 'The customer left a place.',
  args: z.strictObject({ places: placeSelector }, '{ places: { tag: … } }'),
  examples: [
    { args: { places: { tag: 'store' } }, listens: ['exit:#store'] },
    { args: { places: { id: 'mitte' } }, listens: ['exit:mitte'] },
    { args: { places: 'any' }, listens: ['exit:*'] },
  ],
  compile: ({ places }) => ({ listens: selectedKeys('exit', places) }),
});
