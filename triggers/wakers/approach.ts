import * as z from 'zod';
import { duration } from '../arguments/durations.ts';
import { placeSelector, selectedKeys } from '../waking/place-selector.ts';
import { say } from '../words/say.ts';
import { defineWaker } from './contract.ts';

const METRES = 'metres from 10 to 10000, in steps of 10';
const WITHIN = `${METRES}, or a time at the present speed such as 3m, from 10s to 30m`;
const EXPECTED = '{ places: { tag: … }, within: 300 }';

/** Steps keep the rings that all triggers together ask for few. */
const within = say(
  z.union(
    [
      say(
        z.int(METRES).min(10, METRES).max(10_000, METRES).multipleOf(10, METRES),
        { en: 'Distance', de: 'Entfernung' },
        { kind: 'metres', unit: 'm', examples: [300] },
      ),
      say(
        duration(10_000, 1_800_000).transform((ms) => ({ seconds: Math.round(ms / 1_000) })),
        { en: 'Time at their speed', de: 'Zeit bei ihrem Tempo' },
      ),
    ],
    WITHIN,
  ),
  { en: 'How near', de: 'Wie nah' },
  { examples: [300, '3m'] },
);

export default defineWaker({
  name: 'approach',
  title: { en: 'comes near a place', de: 'nähert sich einem Ort' },
  summary: {
    en: 'The customer came near a place: within so many metres of its edge, or so near in time at their present speed. Once, until they were half as far again from it.',
    de: 'Der Kunde kam in die Nähe eines Ortes: bis auf so viele Meter an seinen Rand, oder so nah an Zeit bei seinem jetzigen Tempo. Einmal, bis er wieder um die Hälfte weiter weg war.',
  },
  args: z.strictObject({ places: placeSelector, within }, EXPECTED),
  examples: [
    { args: { places: { tag: 'store' }, within: 300 }, listens: ['approach/300m:#store'] },
    { args: { places: { id: 'mitte' }, within: '3m' }, listens: ['approach/180s:mitte'] },
    { args: { places: 'any', within: '45s' }, listens: ['approach/45s:*'] },
  ],
  compile: ({ places, within: size }) => ({
    listens: selectedKeys(typeof size === 'number' ? `approach/${size}m` : `approach/${size.seconds}s`, places),
  }),
});
