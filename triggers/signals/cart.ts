import * as z from 'zod';
import { addDecimals } from '../arguments/decimals.ts';
import { days, keepTogether, takeProperty } from '../state/kept.ts';
import { say } from '../words/say.ts';
import { sayEach } from '../words/say-each.ts';
import type { SignalKind } from './contract.ts';

const item = sayEach(
  z.strictObject({
    sku: z.string().min(1).max(100),
    name: z.string().max(200).optional(),
    category: z.string().max(100).optional(),
    brand: z.string().max(100).optional(),
    price: z.number().min(0).max(1e9).optional(),
    quantity: z.int().min(1).max(100_000).optional(),
    url: z.string().max(1_000).optional(),
    image: z.string().max(1_000).optional(),
  }),
  {
    sku: { title: { en: 'Item number', de: 'Artikelnummer' }, examples: ['boots-42'] },
    name: { en: 'Name', de: 'Name' },
    category: { en: 'Category', de: 'Kategorie' },
    brand: { en: 'Brand', de: 'Marke' },
    price: { en: 'Price of one', de: 'Preis je Stück' },
    quantity: { title: { en: 'Pieces', de: 'Stückzahl' }, kind: 'count' },
    url: { title: { en: 'Page', de: 'Seite' }, kind: 'address' },
    image: { title: { en: 'Picture', de: 'Bild' }, kind: 'address' },
  },
);
type Item = z.infer<typeof item>;

// Shops keep a cart for a week or more, and people come back to it; after that prices and stock have moved on.
const staysTrueMs = days(7);

const keeps = {
  'cart.id': {
    title: { en: 'Id of the cart', de: 'Kennung des Warenkorbs' },
    summary: { en: 'Id of the cart', de: 'Kennung des Warenkorbs' },
    type: 'string',
    staysTrueMs,
    from: takeProperty('id'),
  },
  'cart.items': {
    title: { en: 'Items in the cart', de: 'Artikel im Warenkorb' },
    summary: { en: 'What is in it', de: 'Was darin ist' },
    type: 'list',
    staysTrueMs,
    from: takeProperty('items'),
  },
  'cart.itemCount': {
    title: { en: 'Pieces in the cart', de: 'Stückzahl im Warenkorb' },
    summary: { en: 'How many pieces are in it', de: 'Wie viele Stück darin sind' },
    type: 'number',
    staysTrueMs,
    from: ({ items }) => items && (items as readonly Item[]).reduce((sum, { quantity = 1 }) => sum + quantity, 0),
  },
  'cart.value': {
    title: { en: 'Value of the cart', de: 'Warenwert' },
    summary: {
      en: 'What it is worth; the sum of its items when not said',
      de: 'Was er wert ist; die Summe der Artikel, wo er nicht genannt ist',
    },
    type: 'number',
    staysTrueMs,
    from: ({ value, items }) => value ?? (items && sumPrices(items as readonly Item[])),
  },
  'cart.currency': {
    title: { en: 'Currency of the cart', de: 'Währung des Warenkorbs' },
    summary: { en: 'Currency of value and prices, ISO 4217', de: 'Währung von Wert und Preisen, nach ISO 4217' },
    type: 'string',
    staysTrueMs,
    from: takeProperty('currency'),
  },
  'cart.stage': {
    title: { en: 'Stage of the purchase', de: 'Stand des Kaufs' },
    summary: { en: 'How far the purchase is', de: 'Wie weit der Kauf ist' },
    type: 'string',
    staysTrueMs,
    from: takeProperty('stage'),
  },
} satisfies SignalKind['keeps'];

const BESIDE = Object.keys(keeps).filter((field) => field !== 'cart.id');

/** The whole cart as it is now. */
export default {
  name: 'cart',
  title: { en: 'Cart', de: 'Warenkorb' },
  summary: {
    en: 'The cart as it is now, whole: what is not in the signal is not in the cart.',
    de: 'Der Warenkorb, wie er jetzt ist, als Ganzes: Was nicht im Signal steht, ist nicht im Warenkorb.',
  },
  about: 'customer',
  group: 'cart',
  value: sayEach(
    z.strictObject({
      id: z.string().min(1).max(128),
      items: z
        .array(say(item, { en: 'Item', de: 'Artikel' }))
        .max(200)
        .optional(),
      value: z.number().min(0).max(1e12).optional(),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
      stage: z.string().min(1).max(40).optional(),
    }),
    {
      id: { en: 'Id of the cart', de: 'Kennung des Warenkorbs' },
      items: {
        title: { en: 'Items', de: 'Artikel' },
        description: { en: 'All that is in the cart now.', de: 'Alles, was jetzt im Warenkorb ist.' },
      },
      value: {
        title: { en: 'Value of the cart', de: 'Warenwert' },
        description: { en: 'The sum of its items, where it is left out.', de: 'Die Summe der Artikel, wo er fehlt.' },
      },
      currency: { title: { en: 'Currency', de: 'Währung' }, kind: 'currency', examples: ['EUR'] },
      stage: { title: { en: 'Stage of the purchase', de: 'Stand des Kaufs' }, examples: ['payment'] },
    },
  ),
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
