import * as z from 'zod';
import { addDecimals, multiplyDecimals } from '../arguments/decimals.ts';
import { say } from '../words/say.ts';

const EXPECTED = 'a number above 0, or a share such as 20%';
const SHARE = /^(?!0+(?:\.0+)?%)(\d{1,4}(?:\.\d{1,4})?)%$/;

/** By how much a number must have moved: so much, or a share of what it was. */
export const amount = say(
  z.union(
    [
      say(z.number(EXPECTED).positive(EXPECTED), { en: 'So much', de: 'So viel' }, { kind: 'number' }),
      say(z.string(EXPECTED).regex(SHARE, EXPECTED), { en: 'Share', de: 'Anteil' }, { kind: 'percent', unit: '%' }),
    ],
    EXPECTED,
  ),
  { en: 'By how much', de: 'Um wie viel' },
  { examples: [5, '20%'] },
);

/**
 * The number that one must have reached by so much of a move, down (-1) or up, from what it was; undefined: a share of
 * nothing, or of less, is not known.
 */
export function reachedBy(args: z.infer<typeof amount>, way: 1 | -1): (before: number) => number | undefined {
  if (typeof args === 'number') return (before) => addDecimals([before, way * args]);
  const left = addDecimals([1, way * multiplyDecimals(Number(args.slice(0, -1)), 0.01)]);
  return (before) => (before > 0 ? multiplyDecimals(before, left) : undefined);
}
