import * as z from 'zod';

const EXPECTED = 'a number above 0, or a share such as 20%';
const SHARE = /^(?!0+(?:\.0+)?%)(\d{1,4}(?:\.\d{1,4})?)%$/;

/** By how much a number must have moved: so much, or a share of what it was. */
export const amount = z.union(
  [z.number(EXPECTED).positive(EXPECTED), z.string(EXPECTED).regex(SHARE, EXPECTED)],
  EXPECTED,
);

/** The move that is asked for, from what a number was; undefined: a share of nothing, or of less, is not known. */
export function amountOf(args: z.infer<typeof amount>): (before: number) => number | undefined {
  if (typeof args === 'number') return () => args;
  const share = Number(args.slice(0, -1)) / 100;
  return (before) => (before > 0 ? before * share : undefined);
}
