import * as z from 'zod';
import { confirm, nameConfirmed } from '../waking/confirm.ts';
import { placeSelector, selectedKeys } from '../waking/place-selector.ts';
import { defineWaker } from './contract.ts';

export default defineWaker({
  name: 'enter',
  title: { en: 'enters a place', de: 'betritt einen Ort' },
  summary: {
    en: 'The customer came into a place; where `confirm` says so, once so many fixes agree.',
    de: 'Der Kunde kam an einen Ort; wo eine Bestätigung verlangt ist, sobald so viele Positionen übereinstimmen.',
  },
  args: z.strictObject({ places: placeSelector, confirm }, '{ places: { tag: … } }, with or without confirm: 2'),
  examples: [
    { args: { places: { tag: 'store' } }, listens: ['enter:#store'] },
    { args: { places: { id: 'mitte' } }, listens: ['enter:mitte'] },
    { args: { places: { ids: ['mitte', 'wedding', 'mitte'] } }, listens: ['enter:mitte', 'enter:wedding'] },
    { args: { places: 'any' }, listens: ['enter:*'] },
    { args: { places: { tag: 'store' }, confirm: 2 }, listens: ['enter/2:#store'] },
  ],
  compile: ({ places, confirm: fixes }) => ({ listens: selectedKeys(nameConfirmed('enter', fixes), places) }),
});
