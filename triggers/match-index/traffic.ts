import type { Moment } from '../contract.ts';
import type { Column } from './column.ts';
import type { Likelihood } from './contract.ts';
import { evenLikelihood } from './filing.ts';
import type { Fields } from './rule-of.ts';

/** One moment in so many is looked at, and so many of those are remembered. */
const ONE_IN = 61;
const REMEMBERED = 1_024;
/** Fields that are read of a moment that is looked at: all in turn, so that no moment waits for hundreds. */
const MOST_FIELDS = 64;

/** A sample of what comes in: an index files rules under what is rare in it. */
export class Traffic {
  readonly #fields: Fields;
  /** By field. */
  readonly #seen: Seen[] = [];
  readonly #earlier: ReadonlyMap<string, Seen> | undefined;
  #untilNext = ONE_IN;
  #turn = 0;

  /** With `before` it goes on from what was seen of the same fields. */
  constructor(fields: Fields, before?: Traffic) {
    this.#fields = fields;
    if (before) this.#earlier = before.#byName();
  }

  /** Cheap but for one moment in sixty-one. */
  see(moment: Moment): void {
    if (--this.#untilNext > 0) return;
    this.#untilNext = ONE_IN;
    const { reads } = this.#fields;
    const last = Math.min(reads.length, this.#turn + MOST_FIELDS);
    for (let field = this.#turn; field < last; field++) {
      const seen = this.#of(field);
      seen.values[seen.count++ % REMEMBERED] = reads[field]!(moment);
    }
    this.#turn = last === reads.length ? 0 : last;
  }

  /** How likely a drawer of these columns is: by the sample, or as likely as another where too little was seen. */
  likelihood(columns: readonly Column[]): Likelihood {
    const even = evenLikelihood(columns);
    const shares = columns.map((column) => {
      const { values } = this.#of(column.field);
      if (values.length < REMEMBERED / 8) return undefined;
      const share = new Float64Array(column.drawers);
      for (const value of values) share[column.drawer(column.rough(value))]! += 1 / values.length;
      return share.map((seen) => Math.max(seen, 0.5 / values.length));
    });
    return (column, drawer) => shares[column]?.[drawer] ?? even(column, drawer);
  }

  #of(field: number): Seen {
    const known = this.#seen[field];
    if (known) return known;
    const made = this.#earlier?.get(this.#fields.names[field]!) ?? { values: [], count: 0 };
    this.#seen[field] = made;
    return made;
  }

  #byName(): ReadonlyMap<string, Seen> {
    return new Map(this.#fields.names.map((name, field) => [name, this.#of(field)]));
  }
}

/** The values seen last of a field, and how many ever were. */
interface Seen {
  readonly values: unknown[];
  count: number;
}
