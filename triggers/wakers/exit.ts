import * as z from 'zod';
import { confirm, nameConfirmed } from '../waking/confirm.ts';
import { placeSelector, selectedKeys } from '../waking/place-selector.ts';
import { defineWaker } from './contract.ts';

export default defineWaker({
  name: 'exit',
  title: { en: 'leaves a place', de: 'verlässt einen Ort' },
  summary: {
    en: 'The customer left a place; where `confirm` says so, once so many fixes agree.',
    de: 'Der Kunde verließ einen Ort; wo eine Bestätigung verlangt ist, sobald so viele Positionen übereinstimmen.',
  },
  args: z.strictObject({ places: placeSelector, confirm }, '{ places: { tag: … } }, with or without confirm: 2'),
  examples: [
    { args: { places: { tag: 'store' } }, listens: ['exit:#store'] },
    { args: { places: { id: 'mitte' } }, listens: ['exit:mitte'] },
    { args: { places: 'any' }, listens: ['exit:*'] },
    { args: { places: { tag: 'store' }, confirm: 2 }, listens: ['exit/2:#store'] },
  ],
  compile: ({ places, confirm: fixes }) => ({ listens: selectedKeys(nameConfirmed('exit', fixes), places) }),
});
