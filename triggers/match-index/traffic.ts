import type { Moment } from '../contract.ts';
import type { Column } from './columns.ts';
import type { Likelihood } from './contract.ts';
import { drawerOf } from './filing.ts';
import type { Fields } from './rule-of.ts';

/** One moment in so many is looked at, and so many of those are remembered. */
const ONE_IN = 61;
const REMEMBERED = 1_024;

/** A sample of what comes in: an index files rules under what is rare in it. */
export class Traffic {
  readonly #fields: Fields;
  readonly #sample: unknown[][] = [];
  #moments = 0;

  constructor(fields: Fields) {
    this.#fields = fields;
  }

  /** Cheap but for one moment in sixty-one. */
  see(moment: Moment): void {
    if (++this.#moments % ONE_IN !== 0) return;
    const at = Math.floor(this.#moments / ONE_IN) % REMEMBERED;
    this.#sample[at] = this.#fields.reads.map((read) => read(moment));
  }

  /** How likely a drawer of these columns is, by the sample; undefined: too little was seen. */
  likelihood(columns: readonly Column[]): Likelihood | undefined {
    const sample = this.#sample.filter((values) => values !== undefined);
    if (sample.length < REMEMBERED / 8) return undefined;
    const counts = columns.map((column) => {
      const count = new Uint32Array(drawerOf(column, column.codes - 1) + 1);
      for (const values of sample) count[drawerOf(column, column.code(values[column.field]))]!++;
      return count;
    });
    return (column, drawer) => Math.max(0.5, counts[column]?.[drawer] ?? 0) / sample.length;
  }
}
