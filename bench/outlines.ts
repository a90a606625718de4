import { parseFile } from '../engine/definitions/file.ts';
import { zoneAt } from '../engine/zone-at.ts';
import { parsePlaces } from '../triggers/places/parse-places.ts';
import { buildPlacesIndex } from '../triggers/places/places-index.ts';
import type { Bench } from './contract.ts';
import { dice } from './data/places.ts';
import { medianOf } from './support/median.ts';

const OUTLINES = 400;
const POINTS = 200;

/** What drawn outlines cost until they can be asked: the file, the checks, the index. */
export default {
  name: 'outlines',
  summary: 'Outlines of 200 points, 1 to 40 km across, from a GeoJSON file to a built index: milliseconds an outline.',
  async run({ runs, say }) {
    const text = collectionOf(dice(5));
    const once = () => {
      const [start, read] = [cpuMs(), parseFile('places/outlines.geojson', text)];
      const parsed = cpuMs();
      const places = read.documents.flatMap(({ source, body }) => parsePlaces(source, body, zoneAt).places);
      const checked = cpuMs();
      const index = buildPlacesIndex(places);
      const built = cpuMs();
      if (index.places.size !== OUTLINES) throw new Error(`${OUTLINES - index.places.size} outlines were refused`);
      return {
        fileMs: each(parsed - start),
        checksMs: each(checked - parsed),
        indexMs: each(built - checked),
        readAndBuiltMs: each(built - start),
      };
    };
    for (let round = 0; round < 3; round++) once();
    const figures = await medianOf(runs, async () => once());
    say(`an outline of ${POINTS} points: ${figures.readAndBuiltMs.median} ms read and built`);
    return { outlines: OUTLINES, points: POINTS, ...figures };
  },
} satisfies Bench;

function collectionOf(random: () => number): string {
  const features = Array.from({ length: OUTLINES }, (_, i) => ({
    type: 'Feature',
    properties: { id: `outline-${i}`, tags: ['outline'] },
    geometry: {
      type: 'Polygon',
      coordinates: [ringOf(random, random() * 20, 40 + random() * 15, 0.01 * 20 ** random())],
    },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** A coast: each point is a little nearer to the middle or further from it than the one before. */
function ringOf(random: () => number, lon: number, lat: number, degrees: number): readonly (readonly number[])[] {
  const round = (n: number) => Math.round(n * 1e6) / 1e6;
  let reach = degrees;
  const ring = Array.from({ length: POINTS }, (_, i) => {
    const angle = (2 * Math.PI * i) / POINTS;
    reach = Math.min(1.5 * degrees, Math.max(0.5 * degrees, reach + (random() - 0.5) * 0.1 * degrees));
    return [round(lon + 1.5 * reach * Math.cos(angle)), round(lat + reach * Math.sin(angle))];
  });
  return [...ring, ring[0]!];
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Of one outline. */
function each(ms: number): number {
  return Math.round((ms / OUTLINES) * 1_000) / 1_000;
}
