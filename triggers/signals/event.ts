import * as z from 'zod';
import type { SignalKind } from './contract.ts';

/** Anything else that happened. Its properties are read as `event.<property>` while it is handled; nothing is kept. */
export default {
  name: 'event',
  summary: 'Something of the business’s own that happened, with properties.',
  about: 'customer',
  value: z.strictObject({
    name: z.string().min(1).max(128),
    properties: z.record(z.string().min(1).max(128), z.unknown()).meta({ maxProperties: 500 }).optional(),
  }),
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
