import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as turf from '@turf/turf';
import Flatbush from 'flatbush';
import type { Place, Position, Ring, Shape } from '../triggers/places/contract.ts';
import { buildPlacesIndex } from '../triggers/places/places-index.ts';
import type { Bench } from './contract.ts';
import { dice, generatePlaces, generatePoints } from './data/places.ts';
import { type Figure, medianOf } from './support/median.ts';

const COUNTS = [1_000, 10_000, 100_000];
const POINTS = 65_536;
/** The peer is slower: it is asked about fewer of the same points. */
const PEER_POINTS = 8_192;

/** Which of many places hold a point: our index, and flatbush with turf's exact test in the same process. */
export default {
  name: 'places',
  summary: 'Which of 1,000 to 100,000 places hold a point, beside flatbush with turf’s point-in-polygon.',
  async run({ runs, say }) {
    const figures: Record<string, unknown> = { points: POINTS };
    for (const count of COUNTS) {
      for (const countries of [13, 0]) {
        const measured = await measure(generatePlaces(count, dice(1), countries), runs);
        const { lookupMicros, peerMicros } = measured;
        const timesFaster = round(peerMicros.median / lookupMicros.median);
        const of = `${count} places, ${countries} of them countries`;
        say(`${of}: ${lookupMicros.median} µs a lookup, flatbush and turf ${peerMicros.median} µs`);
        figures[countries > 0 ? `places${count}` : `places${count}NoCountries`] = { ...measured, timesFaster };
      }
    }
    return figures;
  },
} satisfies Bench;

async function measure(places: readonly Place[], runs: number) {
  const points = generatePoints(POINTS, dice(99));
  const before = arrayMb();
  const started = cpuMicros();
  const index = buildPlacesIndex(places);
  const buildMs = round((cpuMicros() - started) / 1_000);
  const indexMb = round(arrayMb() - before);
  const peer = peerOf(places);
  const ours = ({ lat, lon }: Position) => index.holding({ lat, lon }, 0).length;
  const agreeing = points.slice(0, PEER_POINTS).filter((point) => ours(point) === peer(point)).length;
  warm(ours, points);
  warm(peer, points.slice(0, PEER_POINTS));
  const times = await medianOf(runs, async () => ({
    lookupMicros: microsPer(ours, points),
    peerMicros: microsPer(peer, points.slice(0, PEER_POINTS)),
  }));
  const hits = points.reduce((sum, point) => sum + ours(point), 0) / POINTS;
  return { ...times, hits: round(hits), agreeing: `${agreeing} of ${PEER_POINTS}`, buildMs, indexMb } satisfies Record<
    string,
    Figure | number | string
  >;
}

/** An R-tree over boxes, and turf's exact test on what it finds. */
function peerOf(places: readonly Place[]): (point: Position) => number {
  const tree = new Flatbush(places.length);
  const polygons = places.map(({ shape }) => {
    const ring = outlineOf(shape);
    const lons = ring.map(([lon]) => lon);
    const lats = ring.map(([, lat]) => lat);
    tree.add(Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats));
    return turf.polygon([ring as [number, number][]]);
  });
  tree.finish();
  return ({ lat, lon }) => {
    const point = [lon, lat];
    let hits = 0;
    for (const i of tree.search(lon, lat, lon, lat)) if (turf.booleanPointInPolygon(point, polygons[i]!)) hits++;
    return hits;
  };
}

function outlineOf(shape: Shape): Ring {
  return shape.type === 'polygon' ? shape.polygons[0]![0]! : [];
}

function warm(ask: (point: Position) => number, points: readonly Position[]): void {
  for (let round = 0; round < 3; round++) for (const point of points) ask(point);
}

/** CPU time of the whole process a lookup, collecting garbage included. */
function microsPer(ask: (point: Position) => number, points: readonly Position[]): number {
  const started = cpuMicros();
  for (const point of points) ask(point);
  return round((cpuMicros() - started) / points.length);
}

/** What flat arrays take, once garbage is gone. */
function arrayMb(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().arrayBuffers / 2 ** 20;
}

function cpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
