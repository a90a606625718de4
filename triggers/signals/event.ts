import * as z from 'zod';
import { sayEach } from '../words/say-each.ts';
import type { SignalKind } from './contract.ts';

/** Anything else that happened. Its properties are read as `event.<property>` while it is handled; nothing is kept. */
export default {
  name: 'event',
  title: { en: 'Event', de: 'Ereignis' },
  summary: {
    en: 'Something of the business’s own that happened, with properties.',
    de: 'Etwas Eigenes des Unternehmens, das geschah, mit Eigenschaften.',
  },
  about: 'customer',
  value: sayEach(
    z.strictObject({
      name: z.string().min(1).max(128),
      properties: z.record(z.string().min(1).max(128), z.unknown()).meta({ maxProperties: 500 }).optional(),
    }),
    {
      name: {
        title: { en: 'Name of the event', de: 'Name des Ereignisses' },
        kind: 'event-name',
        examples: ['Order Completed'],
      },
      properties: { title: { en: 'Properties', de: 'Eigenschaften' }, examples: [{ total: 59.9 }] },
    },
  ),
  keeps: {},
  examples: [
    {
      value: { name: 'order-completed', properties: { total: 42.5, skus: ['a', 'b'], address: { city: 'Graz' } } },
      ok: true,
    },
    { value: { name: 'Product Viewed' }, ok: true },
    { value: { name: '' }, ok: false },
    { value: { properties: {} }, ok: false },
    { value: { name: 'x', properties: [] }, ok: false },
    { value: { name: 'x', total: 42.5 }, ok: false },
  ],
} satisfies SignalKind;
