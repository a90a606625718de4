import { type Happening, MINUTE_MS, roundMs } from './happening.ts';
import type { Stretch } from './journey.ts';
import type { Person } from './people.ts';
import type { Random } from './random.ts';

/** What the shop sells. */
export const GOODS = [
  { sku: 'umbrella-linden', name: 'Regenschirm Linde', category: 'rainwear', price: 24.9 },
  { sku: 'rain-jacket-parthe', name: 'Regenjacke Parthe', category: 'rainwear', price: 89 },
  { sku: 'wellingtons-auwald', name: 'Gummistiefel Auwald', category: 'rainwear', price: 49.5 },
  { sku: 'coffee-bruehl-500', name: 'Kaffee Brühl, 500 g', category: 'pantry', price: 8.49 },
  { sku: 'tea-earl-grey', name: 'Earl Grey, 50 Beutel', category: 'pantry', price: 4.29 },
  { sku: 'lerche-6', name: 'Leipziger Lerchen, 6 Stück', category: 'bakery', price: 14.4 },
  { sku: 'sourdough-750', name: 'Sauerteigbrot, 750 g', category: 'bakery', price: 4.6 },
  { sku: 'gose-6', name: 'Gose, 6 Flaschen', category: 'drinks', price: 9.9 },
  { sku: 'vegetable-crate', name: 'Gemüsekiste für zwei', category: 'fresh', price: 22.5 },
  { sku: 'oat-milk-6', name: 'Haferdrink, 6 l', category: 'fresh', price: 11.7 },
  { sku: 'bike-light', name: 'Fahrradlicht', category: 'household', price: 19.9 },
  { sku: 'wool-socks', name: 'Wollsocken', category: 'clothing', price: 12.9 },
  { sku: 'lunch-box', name: 'Brotdose', category: 'household', price: 16.5 },
] as const;

/**
 * Returns what a person does in the shop's app and at its tills: look, fill a cart, leave it or order, pay on the way
 * out.
 */
export function shoppingOf(
  person: Person,
  stretches: readonly Stretch[],
  wakesAt: number,
  random: Random,
): readonly Happening[] {
  const done: Happening[] = [];
  if (random.happens(0.75)) browse(idleMoment(stretches, wakesAt, random), 1);
  if (random.happens(0.3)) browse(idleMoment(stretches, wakesAt + 240 * MINUTE_MS, random), 2);
  for (const { at, name, from, to } of stretches) {
    if (at === 'store' && person.account !== 'none' && random.happens(0.72))
      pay(name, to - Math.min(45_000, (to - from) / 4));
  }
  return done;

  function browse(start: number, nth: number): void {
    let now = start;
    const tell = (kind: Happening['kind'], value: Happening['value']) => {
      done.push({ kind, at: Math.round(now), value });
      now += random.between(18, 95) * 1000;
    };
    tell('device', { appState: 'foreground' });
    const cart = { id: `cart-${person.id}-${nth}`, currency: 'EUR' };
    const items: { sku: string; name: string; category: string; price: number; quantity: number }[] = [];
    for (let looks = random.whole(2, 5); looks > 0; looks--) {
      const good = random.pick(GOODS);
      tell('event', {
        name: 'product-viewed',
        properties: { sku: good.sku, category: good.category, price: good.price },
      });
      if (!random.happens(0.5) || items.some(({ sku }) => sku === good.sku)) continue;
      items.push({ ...good, quantity: random.happens(0.8) ? 1 : 2 });
      tell('cart', { ...cart, items: [...items], value: sumPrices(items), stage: 'filling' });
    }
    if (items.length === 0) return;
    if (random.happens(0.45)) tell('cart', { ...cart, items, value: sumPrices(items), stage: 'checkout' });
    if (!random.happens(0.25)) return;
    tell('event', { name: 'order-completed', properties: { cart: cart.id, total: sumPrices(items) } });
    tell('cart', { ...cart, items: [], value: 0, stage: 'ordered' });
  }

  function pay(store: string, at: number): void {
    const total = roundMs(random.between(2.5, 38) + (random.happens(0.15) ? random.between(20, 90) : 0), 2);
    done.push({ kind: 'event', at: Math.round(at), value: { name: 'purchase', properties: { store, total } } });
  }
}

/** What goods cost together. */
export function sumPrices(items: readonly { readonly price: number; readonly quantity: number }[]): number {
  return roundMs(
    items.reduce((sum, { price, quantity }) => sum + price * quantity, 0),
    2,
  );
}

/** Returns a time at which the person has a hand free: on a tram, at home, at lunch. */
function idleMoment(stretches: readonly Stretch[], after: number, random: Random): number {
  const idle = stretches.filter(
    ({ from, to, by, at }) =>
      from >= after &&
      to - from > 2 * MINUTE_MS &&
      (by === 'tram' || at === 'home' || at === 'restaurant' || at === 'campus'),
  );
  if (idle.length === 0) return after + random.between(1, 30) * MINUTE_MS;
  const { from, to } = random.pick(idle);
  return from + Math.min(to - from, 90 * MINUTE_MS) * random.between(0.1, 0.7);
}
