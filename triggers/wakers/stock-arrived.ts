import * as z from 'zod';
import type { CompiledWaker, Moment, Step } from '../contract.ts';
import { findNearest, withinMetres } from '../waking/near.ts';
import { placeSelector } from '../waking/place-selector.ts';
import { wakeKey } from '../waking/wake-keys.ts';
import { say } from '../words/say.ts';
import type { Concern, PossibleChange } from '../world/contract.ts';
import { defineWaker } from './contract.ts';

const EXPECTED = '{ places: { tag: … }, within: 2000 } (metres), with or without sku: …';

/** `when` narrows the customers: `stock.inCart` tells whether the item is in the customer's cart. */
export default defineWaker({
  name: 'stock-arrived',
  title: { en: 'finds an item back in stock', de: 'findet einen Artikel wieder vorrätig' },
  summary: {
    en: 'A place that had run out of an item has it again, and the customer is in it or near.',
    de: 'Ein Ort, dem ein Artikel ausgegangen war, hat ihn wieder, und der Kunde ist dort oder in der Nähe.',
  },
  args: z.strictObject(
    {
      places: placeSelector,
      within: withinMetres,
      sku: say(
        z.string(EXPECTED).min(1, EXPECTED).max(100, EXPECTED),
        { en: 'Only the item', de: 'Nur der Artikel' },
        { kind: 'text', examples: ['boots-42'] },
      ).optional(),
    },
    EXPECTED,
  ),
  examples: [
    { args: { places: { tag: 'store' }, within: 2_000 }, listens: ['world:stock'] },
    { args: { places: { id: 'mitte' }, within: 0, sku: 'boots' }, listens: ['world:stock'] },
  ],
  compile({ places, within, sku }): CompiledWaker {
    const near = { places, withinMetres: within };
    const isMeant = (change: PossibleChange) => change.what === 'stock' && (sku === undefined || change.sku === sku);
    const concern: Concern = { what: 'stock', mayWake: isMeant, near };
    return {
      listens: [wakeKey.world('stock')],
      concern,
      step(moment: Moment): Step {
        const { stimulus } = moment;
        if (stimulus.type !== 'world' || stimulus.change.what !== 'stock' || !isMeant(stimulus.change)) return {};
        const place = findNearest(moment, near, [stimulus.change.place]);
        return place ? { wakes: true, placeId: place.id } : {};
      },
    };
  },
});
