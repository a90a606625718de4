import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Place, Position } from '../triggers/places/contract.ts';
import { buildPlacesIndex } from '../triggers/places/places-index.ts';
import type { Bench } from './contract.ts';
import { dice, generateMixedPlaces, generateMixedPoints, generatePlaces, generatePoints } from './data/places.ts';
import { type Figure, medianOf } from './support/median.ts';
import { peerOf } from './support/places-peer.ts';

const COUNTS = [1_000, 10_000, 100_000];
const POINTS = 65_536;
/** The peer is slower: it is asked about fewer of the same points. */
const PEER_POINTS = 8_192;

/** Which of many places hold a point: our index, and flatbush with an exact test in the same process. */
export default {
  name: 'places',
  summary: 'Which of 1,000 to 100,000 places hold a point, beside flatbush with turf’s point-in-polygon; and an edit.',
  async run({ runs, say }) {
    const figures: Record<string, unknown> = { points: POINTS };
    const points = generatePoints(POINTS, dice(99));
    for (const count of COUNTS) {
      const sets = [
        ['', generatePlaces(count, dice(1), 13), points],
        ['NoCountries', generatePlaces(count, dice(1), 0), points],
        ['Mixed', generateMixedPlaces(count, dice(1)), generateMixedPoints(POINTS, dice(99))],
      ] as const;
      for (const [name, places, asked] of sets) {
        const measured = await measure(places, asked, runs);
        const { lookupMicros, peerMicros, editMs } = measured;
        const timesFaster = round(peerMicros.median / lookupMicros.median);
        say(
          `${count} places ${name}: ${lookupMicros.median} µs a lookup, flatbush and turf ${peerMicros.median} µs; ` +
            `an edit ${editMs.median} ms`,
        );
        figures[`places${count}${name}`] = { ...measured, timesFaster };
      }
    }
    return figures;
  },
} satisfies Bench;

async function measure(places: readonly Place[], points: readonly Position[], runs: number) {
  const before = await arrayMb();
  const started = cpuMicros();
  const index = buildPlacesIndex(places);
  const buildMs = round((cpuMicros() - started) / 1_000);
  const indexMb = round((await arrayMb()) - before);
  const isOver = places.some(({ centre }) => centre.lon < -170);
  const peer = peerOf(places, isOver ? (lon) => (lon < 0 ? lon + 360 : lon) : (lon) => lon);
  const ours = ({ lat, lon }: Position) => index.holding({ lat, lon }, 0).length;
  const few = points.slice(0, PEER_POINTS);
  const agreeing = few.filter((point) => ours(point) === peer(point)).length;
  warm(ours, points);
  warm(peer, few);
  let edits = 0;
  const times = await medianOf(runs, async () => ({
    lookupMicros: microsPer(ours, points),
    peerMicros: microsPer(peer, few),
    editMs: editedIn(places, index, edits++),
  }));
  const hits = points.reduce((sum, point) => sum + ours(point), 0) / POINTS;
  return { ...times, hits: round(hits), agreeing: `${agreeing} of ${PEER_POINTS}`, buildMs, indexMb } satisfies Record<
    string,
    Figure | number | string
  >;
}

/** How long the index takes to know that one place was drawn anew, without stopping to answer. */
function editedIn(places: readonly Place[], index: ReturnType<typeof buildPlacesIndex>, edit: number): number {
  const at = (edit * 7_919) % places.length;
  const edited = places.map((place, i) => (i === at ? { ...place, name: 'edited' } : place));
  const started = cpuMicros();
  buildPlacesIndex(edited, index);
  return round((cpuMicros() - started) / 1_000);
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
async function arrayMb(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What an earlier index held is freed in a turn of its own.
  for (let turn = 0; turn < 3; turn++) {
    collect();
    await setImmediate();
  }
  return process.memoryUsage().arrayBuffers / 2 ** 20;
}

function cpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
