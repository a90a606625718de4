import type { Bench } from './contract.ts';
import { measure } from './engine.ts';

/** The whole path with as much to match as a large retailer has. */
export default {
  name: 'engine-large',
  summary:
    'The whole path, everything on this machine: 10,000 triggers and 10,000 places, beside a floor that decides nothing and the bare socket.',
  run: (options) => measure(options, { triggers: 10_000, places: 10_000, pace: 15_000, durabilities: ['standard'] }),
} satisfies Bench;
