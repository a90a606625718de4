import type { Moment, Now } from '../contract.ts';
import { zoneOf } from './zone-of.ts';

/** The instant of a moment, with the customer's zone worked out only when it is asked for. */
export function nowOf(moment: Moment): Now {
  return new NowOf(moment);
}

class NowOf implements Now {
  readonly #moment: Moment;

  constructor(moment: Moment) {
    this.#moment = moment;
  }

  get at(): number {
    return this.#moment.at;
  }

  get zone(): string {
    return zoneOf(this.#moment);
  }
}
