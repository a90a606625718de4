import { InvalidPeriod, readPeriod } from '../outcomes/query-period.ts';
import type { Period } from '../studies/contract.ts';
import { Refused } from './failures.ts';

const USUALLY = '24h';

interface Asked {
  readonly from?: string | number | undefined;
  readonly to?: string | number | undefined;
  readonly last?: string | undefined;
}

/** Reads the period of a back-test: the last day when nothing is said. Refuses one that cannot be read or is empty. */
export function testedPeriod({ from, to, last }: Asked, zone: string, now: number): Period {
  try {
    const isOpen = from === undefined && last === undefined;
    const period = readPeriod({ from, to, last: isOpen ? USUALLY : last }, zone, now);
    const { from: since = 0, to: until = now } = period;
    if (since < until) return { from: since, to: until };
  } catch (cause) {
    if (!(cause instanceof InvalidPeriod)) throw cause;
    const problem = { source: 'back-test', path: cause.part, expected: cause.message };
    throw new Refused(400, 'the period is not as expected', [problem]);
  }
  throw new Refused(400, 'expected `from` before `to`');
}
