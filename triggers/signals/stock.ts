import * as z from 'zod';
import { sayEach } from '../words/say-each.ts';
import type { SignalKind } from './contract.ts';

/** How many of an item a place has. It counts for `validSeconds`, a day when not said; the newest counts. */
export default {
  name: 'stock',
  title: { en: 'Stock', de: 'Bestand' },
  summary: {
    en: 'How many of an item a place has in stock.',
    de: 'Wie viele Stück eines Artikels ein Ort vorrätig hat.',
  },
  about: 'world',
  shed: 'second',
  value: sayEach(
    z.strictObject({
      place: z.string().min(1).max(200),
      sku: z.string().min(1).max(100),
      quantity: z.int().min(0).max(10_000_000),
      validSeconds: z.int().min(60).max(2_592_000).optional(),
    }),
    {
      place: { title: { en: 'Place', de: 'Ort' }, kind: 'place' },
      sku: { en: 'Item number', de: 'Artikelnummer' },
      quantity: { title: { en: 'Pieces', de: 'Stückzahl' }, kind: 'count' },
      validSeconds: {
        title: { en: 'Counts for', de: 'Gilt für' },
        unit: 's',
        description: { en: 'A day, where it is left out.', de: 'Einen Tag, wo es fehlt.' },
      },
    },
  ),
  keeps: {},
  examples: [
    { value: { place: 'mitte', sku: 'boots', quantity: 3 }, ok: true },
    { value: { place: 'mitte', sku: 'boots', quantity: 0, validSeconds: 3_600 }, ok: true },
    { value: { place: 'mitte', sku: 'boots' }, ok: false },
    { value: { place: 'mitte', sku: 'boots', quantity: -1 }, ok: false },
    { value: { place: 'mitte', sku: 'boots', quantity: 2.5 }, ok: false },
    { value: { sku: 'boots', quantity: 1 }, ok: false },
  ],
} satisfies SignalKind;
