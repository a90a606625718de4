import * as z from 'zod';
import { confirm, confirmed } from '../confirm.ts';
import type { CompiledWaker, Moment, Step } from '../contract.ts';
import { duration } from '../durations.ts';
import { placeSelector, selectedKeys } from '../place-selector.ts';
import { defineWaker } from './contract.ts';

const DAY_MS = 86_400_000;

/** Goes by the time of the signals: a dwell ends when it is due, however late the engine gets to know. */
export default defineWaker({
  name: 'dwell',
  summary: 'The customer has stayed in a place for this long.',
  args: z.strictObject(
    { places: placeSelector, for: duration(1_000, 7 * DAY_MS), confirm },
    '{ places: { tag: … }, for: 10m }, with or without confirm: 2',
  ),
  onlyByTimer: true,
  examples: [
    { args: { places: { tag: 'store' }, for: '10m' }, listens: ['enter:#store', 'exit:#store'] },
    { args: { places: { id: 'mitte' }, for: '1h30m' }, listens: ['enter:mitte', 'exit:mitte'] },
    { args: { places: 'any', for: '5s' }, listens: ['enter:*', 'exit:*'] },
    { args: { places: 'any', for: '5s', confirm: 2 }, listens: ['enter/2:*', 'exit:*'] },
  ],
  compile({ places, for: stayMs, confirm: fixes }): CompiledWaker {
    return {
      listens: [...selectedKeys(confirmed('enter', fixes), places), ...selectedKeys('exit', places)],
      step({ at, stimulus, state }: Moment): Step {
        switch (stimulus.type) {
          case 'enter':
            // A later fix may have confirmed it: the stay began with the first one.
            return armFor(stimulus.place.id, state.inside[stimulus.place.id]?.since ?? at);
          case 'exit':
            return { disarm: [stimulus.place.id] };
          case 'timer': {
            const inside = state.inside[stimulus.key];
            if (!inside) return SLEEP;
            // The trigger may have been published anew with a longer stay since the timer was armed.
            if (at < inside.since + stayMs) return armFor(stimulus.key, inside.since);
            return { wakes: true, placeId: stimulus.key };
          }
          default:
            return SLEEP;
        }
      },
    };

    function armFor(placeId: string, since: number): Step {
      return { arm: [{ key: placeId, dueAt: since + stayMs }] };
    }
  },
});

const SLEEP: Step = Object.freeze({});
