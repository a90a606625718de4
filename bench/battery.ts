import { createDay } from '../demo/day/day.ts';
import { placesIn, SAMPLE_FOLDER } from '../demo/sample.ts';
import { buildPlacesIndex } from '../triggers/places/places-index.ts';
import type { Bench } from './contract.ts';
import { measureFollowing } from './support/following.ts';

/** Days of other people on other ways each: what fits one of them alone is no rule. */
const DAYS = ['battery', 'another', 'third'];
/** Days by which no rule was chosen. */
const HELD_OUT = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const PEOPLE = 40;

/** What it costs a phone to be found in time. */
export default {
  name: 'battery',
  summary:
    'Fixes an hour of a phone that follows its neighbourhood, and whom it finds late or not, beside a 5 s tracker.',
  async run({ say }) {
    const places = await placesIn(SAMPLE_FOLDER);
    const index = buildPlacesIndex(places);
    const walksOf = (days: readonly string[]) => days.flatMap((day) => createDay(day, places).lives.slice(0, PEOPLE));
    const walks = walksOf(DAYS);
    const figures = await measureFollowing(walks, index, say);
    say('days by which no rule was chosen:');
    return { walks: walks.length, ...figures, heldOut: await measureFollowing(walksOf(HELD_OUT), index, say) };
  },
} satisfies Bench;
