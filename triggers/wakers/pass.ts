import * as z from 'zod';
import { duration } from '../arguments/durations.ts';
import type { CompiledWaker, Step } from '../contract.ts';
import { MINUTE_MS } from '../time/spans.ts';
import { placeSelector, selectedKeys } from '../waking/place-selector.ts';
import { say } from '../words/say.ts';
import { defineWaker } from './contract.ts';

/**
 * Goes by how long the stay was and not by how it was noticed: how often a phone says where it is must not decide who
 * only went by.
 */
export default defineWaker({
  name: 'pass',
  title: { en: 'passes by a place', de: 'geht an einem Ort vorbei' },
  summary: {
    en: 'The customer only went by: they came into a place and left it again within two minutes, or within this long.',
    de: 'Der Kunde kam nur vorbei: Er kam an einen Ort und verließ ihn innerhalb von zwei Minuten, oder dieser Zeit, wieder.',
  },
  args: z.strictObject(
    {
      places: placeSelector,
      within: say(duration(10_000, 30 * MINUTE_MS), {
        en: 'Gone again within',
        de: 'Wieder weg innerhalb von',
      }).default(2 * MINUTE_MS),
    },
    '{ places: { tag: … } }, with or without within: 2m',
  ),
  examples: [
    { args: { places: { tag: 'store' } }, listens: ['exit:#store'] },
    { args: { places: { id: 'mitte' }, within: '5m' }, listens: ['exit:mitte'] },
    { args: { places: 'any', within: '30s' }, listens: ['exit:*'] },
  ],
  compile({ places, within }): CompiledWaker {
    return {
      listens: selectedKeys('exit', places),
      step: ({ stimulus }): Step => ({ wakes: stimulus.type === 'exit' && (stimulus.insideMs ?? Infinity) <= within }),
    };
  },
});
