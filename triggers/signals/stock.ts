import * as z from 'zod';
import type { SignalKind } from './contract.ts';

/** How many of an item a place has. It counts for `validSeconds`, a day when not said; the newest counts. */
export default {
  name: 'stock',
  summary: 'How many of an item a place has in stock.',
  about: 'world',
  shed: 'second',
  value: z.strictObject({
    place: z.string().min(1).max(200),
    sku: z.string().min(1).max(100),
    quantity: z.int().min(0).max(10_000_000),
    validSeconds: z.int().min(60).max(2_592_000).optional(),
  }),
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
