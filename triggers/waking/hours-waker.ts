import * as z from 'zod';
import type { CompiledWaker, Moment, Step } from '../contract.ts';
import { defineWaker } from '../wakers/contract.ts';
import type { Words } from '../words/contract.ts';
import type { Concern } from '../world/contract.ts';
import { findNearest, withinMetres } from './near.ts';
import { placeSelector } from './place-selector.ts';
import { wakeKey } from './wake-keys.ts';

/** The waker of places that open, or close, at an instant: once for all customers who are there. */
export function defineHoursWaker(what: 'opened' | 'closed', title: Words, summary: Words) {
  const listens = [wakeKey.world(what)];
  return defineWaker({
    name: `place-${what}`,
    title,
    summary,
    args: z.strictObject(
      { places: placeSelector, within: withinMetres.optional() },
      '{ places: { tag: … } }, with or without within: 500 (metres)',
    ),
    examples: [
      { args: { places: { tag: 'store' } }, listens },
      { args: { places: { id: 'mitte' }, within: 300 }, listens },
      { args: { places: 'any', within: 100 }, listens },
    ],
    compile({ places, within = 0 }): CompiledWaker {
      const near = { places, withinMetres: within };
      const concern: Concern = { what, mayWake: (change) => change.what === what, near };
      return {
        listens,
        concern,
        step(moment: Moment): Step {
          const { stimulus } = moment;
          if (stimulus.type !== 'world' || stimulus.change.what !== what) return {};
          const place = findNearest(moment, near, stimulus.change.places);
          return place ? { wakes: true, placeId: place.id } : {};
        },
      };
    },
  });
}
