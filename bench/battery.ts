import { createDay } from '../demo/day/day.ts';
import { placesIn, SAMPLE_FOLDER } from '../demo/sample.ts';
import { buildPlacesIndex } from '../triggers/places/places-index.ts';
import type { Bench } from './contract.ts';
import { measureFollowing } from './support/following.ts';

const PEOPLE = 40;

/** What it costs a phone to be found in time. */
export default {
  name: 'battery',
  summary:
    'Fixes an hour of a phone that follows its neighbourhood, and whom it finds late or not, beside a 5 s tracker.',
  async run({ say }) {
    const places = await placesIn(SAMPLE_FOLDER);
    const day = createDay('battery', places);
    const index = buildPlacesIndex(places);
    return { walks: PEOPLE, ...(await measureFollowing(day.lives.slice(0, PEOPLE), index, say)) };
  },
} satisfies Bench;
