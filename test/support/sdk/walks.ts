import { type Followed, measureFollowing } from '../../../bench/support/following.ts';
import { createDay } from '../../../demo/day/day.ts';
import { placesIn, SAMPLE_FOLDER } from '../../../demo/sample.ts';
import { buildPlacesIndex } from '../../../triggers/places/places-index.ts';

/** Follows the first people of a day in the ways of `npm run bench -- battery`. */
export async function measureDayOf(
  people: number,
): Promise<Readonly<Record<'tracker5s' | 'sdk' | 'sdkWithoutSensors', Followed>>> {
  const places = await placesIn(SAMPLE_FOLDER);
  const { lives } = createDay('battery', places);
  return measureFollowing(lives.slice(0, people), buildPlacesIndex(places), () => undefined);
}
