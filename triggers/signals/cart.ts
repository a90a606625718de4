import * as z from 'zod';
import { addDecimals } from '../arguments/decimals.ts';
import { days, keepTogether, takeProperty } from '../hearing/kept.ts';
import type { SignalKind } from './contract.ts';

const item = z.strictObject({
  sku: z.string().min(1).max(100),
  name: z.string().max(200).optional(),
  category: z.string().max(100).optional(),
  brand: z.string().max(100).optional(),
  price: z.number().min(0).max(1e9).optional(),
  quantity: z.int().min(1).max(100_000).optional(),
  url: z.string().max(1_000).optional(),
  image: z.string().max(1_000).optional(),
});
type Item = z.infer<typeof item>;

// Shops keep a cart for a week or more, and people come back to it; after that prices and stock have moved on.
const staysTrueMs = days(7);

const keeps = {
  'cart.id': { summary: 'Id of the cart', type: 'string', staysTrueMs, from: takeProperty('id') },
  'cart.items': { summary: 'What is in it', type: 'list', staysTrueMs, from: takeProperty('items') },
  'cart.itemCount': {
    summary: 'How many pieces are in it',
    type: 'number',
    staysTrueMs,
    from: ({ items }) => items && (items as readonly Item[]).reduce((sum, { quantity = 1 }) => sum + quantity, 0),
  },
  'cart.value': {
    summary: 'What it is worth; the sum of its items when not said',
    type: 'number',
    staysTrueMs,
    from: ({ value, items }) => value ?? (items && sumPrices(items as readonly Item[])),
  },
  'cart.currency': {
    summary: 'Currency of value and prices, ISO 4217',
    type: 'string',
    staysTrueMs,
    from: takeProperty('currency'),
  },
  'cart.stage': { summary: 'How far the purchase is', type: 'string', staysTrueMs, from: takeProperty('stage') },
} satisfies SignalKind['keeps'];

const BESIDE = Object.keys(keeps).filter((field) => field !== 'cart.id');

/** The whole cart as it is now. */
export default {
  name: 'cart',
  summary: 'The cart as it is now, whole: what is not in the signal is not in the cart.',
  about: 'customer',
  value: z.strictObject({
    id: z.string().min(1).max(128),
    items: z.array(item).max(200).optional(),
    value: z.number().min(0).max(1e12).optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    stage: z.string().min(1).max(40).optional(),
  }),
  keeps,
  together: [Object.keys(keeps)],
  effect: (state) => keepTogether(state, 'cart.id', BESIDE),
  examples: [
    {
      value: {
        id: 'c-1',
        items: [{ sku: 'boots', price: 89.9, quantity: 1 }],
        value: 89.9,
        currency: 'EUR',
        stage: 'payment',
      },
      ok: true,
    },
    { value: { id: 'c-1', items: [] }, ok: true },
    { value: { id: 'c-1', value: 12 }, ok: true },
    { value: { items: [] }, ok: false },
    { value: { id: 'c-1', items: [{ price: 3 }] }, ok: false },
    { value: { id: 'c-1', items: [{ sku: 'x', quantity: 0 }] }, ok: false },
    { value: { id: 'c-1', value: -1 }, ok: false },
    { value: { id: 'c-1', currency: '€' }, ok: false },
    { value: { id: 'c-1', items: Array.from({ length: 201 }, () => ({ sku: 'x' })) }, ok: false },
  ],
} satisfies SignalKind;

/** Undefined when a price is missing. */
function sumPrices(items: readonly Item[]): number | undefined {
  const prices: number[] = [];
  for (const { price } of items) {
    if (price === undefined) return undefined;
    prices.push(price);
  }
  return addDecimals(
    prices,
    items.map(({ quantity = 1 }) => quantity),
  );
}
