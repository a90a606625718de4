import type { Moment } from '../contract.ts';
import { expectedAmong } from '../problems/references.ts';
import { knownPosition, knownValue } from '../state/known.ts';
import type { WorldChange } from '../world/contract.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

/** How far the nearest place is looked for, and among how many. */
const WITHIN_METRES = 10_000;
const MOST_PLACES = 100;

export default {
  name: 'stock',
  group: 'stock',
  summary: 'What places have in stock: the item that arrived, and those in the customer’s cart.',
  fields: [
    defineDerived({
      name: 'stock.sku',
      title: { en: 'Item back in stock', de: 'Wieder vorrätiger Artikel' },
      summary: {
        en: 'The item that arrived, where that is what is being handled',
        de: 'Der eingetroffene Artikel, wo es gerade um ihn geht',
      },
      type: 'string',
      read: (moment) => arrivalOf(moment)?.sku,
    }),
    defineDerived({
      name: 'stock.quantity',
      title: { en: 'Pieces that arrived', de: 'Eingetroffene Stückzahl' },
      summary: { en: 'How many of it arrived', de: 'Wie viele davon eintrafen' },
      type: 'number',
      read: (moment) => arrivalOf(moment)?.quantity,
    }),
    defineDerived({
      name: 'stock.inCart',
      title: { en: 'Item is in the cart', de: 'Artikel ist im Warenkorb' },
      summary: {
        en: 'The item that arrived is in the customer’s cart',
        de: 'Der eingetroffene Artikel ist im Warenkorb des Kunden',
      },
      type: 'boolean',
      read(moment) {
        const arrived = arrivalOf(moment);
        const skus = arrived && cartSkus(moment);
        return skus?.includes(arrived!.sku);
      },
    }),
    {
      name: 'place.stock.*',
      title: { en: 'Stock at the place', de: 'Bestand am Ort' },
      summary: {
        en: 'How many of an item the place has, `place.stock.SKU`',
        de: 'Wie viele eines Artikels der Ort hat, `place.stock.SKU`',
      },
      type: 'number',
      bind: (sku) => (moment) => moment.place && moment.world.stockAt(moment.place.id, sku, moment.at),
    },
    {
      name: 'cart.inStockMetres.*',
      title: { en: 'Distance to a cart item', de: 'Entfernung zu einem Artikel des Warenkorbs' },
      summary: {
        en: 'How far the nearest place with a tag is, within 10 km, that is known to have an item of the cart, `cart.inStockMetres.store`; infinite when all are known to have none',
        de: 'Wie weit der nächste Ort mit einem Schlagwort ist, höchstens 10 km, der bekanntlich einen Artikel des Warenkorbs hat, `cart.inStockMetres.store`; unendlich, wenn bekanntlich keiner einen hat',
      },
      type: 'number',
      unit: 'm',
      expects: (tag, { tags }) => expectedAmong('a tag that a place has', tag, tags),
      bind: (tag) => (moment) => metresToItem(moment, tag),
    },
  ],
} satisfies FieldGroup;

function metresToItem(moment: Moment, tag: string): number | undefined {
  const { state, at, places, world } = moment;
  const skus = cartSkus(moment);
  const here = knownPosition(state, at);
  if (!skus || !here || !places) return undefined;
  const near = places.within(here, WITHIN_METRES, tag, at);
  let isSure = near.length <= MOST_PLACES;
  for (const { place, metres } of near.slice(0, MOST_PLACES)) {
    for (const sku of skus) {
      const quantity = world.stockAt(place.id, sku, at);
      if (quantity === undefined) isSure = false;
      else if (quantity > 0) return metres;
    }
  }
  return isSure ? Number.POSITIVE_INFINITY : undefined;
}

function cartSkus({ state, at }: Moment): readonly string[] | undefined {
  const items = knownValue(state, 'cart.items', at);
  if (!Array.isArray(items)) return undefined;
  return items.map((item: { readonly sku: string }) => item.sku);
}

function arrivalOf({ stimulus }: Moment): Extract<WorldChange, { what: 'stock' }> | undefined {
  return stimulus.type === 'world' && stimulus.change.what === 'stock' ? stimulus.change : undefined;
}
