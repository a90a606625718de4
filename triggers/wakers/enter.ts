import * as z from 'zod';
import { placeSelector, selectedKeys } from '../place-selector.ts';
import { defineWaker } from './contract.ts';

export default defineWaker({
  name: 'enter',
  summary: 'The customer came into a place.',
  args: z.strictObject({ places: placeSelector }, '{ places: { tag: … } }'),
  examples: [
    { args: { places: { tag: 'store' } }, listens: ['enter:#store'] },
    { args: { places: { id: 'mitte' } }, listens: ['enter:mitte'] },
    { args: { places: { ids: ['mitte', 'wedding', 'mitte'] } }, listens: ['enter:mitte', 'enter:wedding'] },
    { args: { places: 'any' }, listens: ['enter:*'] },
  ],
  compile: ({ places }) => ({ listens: selectedKeys('enter', places) }),
});
