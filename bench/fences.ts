import type { Stimulus } from '../triggers/contract.ts';
import { createAdvance } from '../triggers/hearing/advance.ts';
import type { Fix, Place, PlacesIndex, Position, Watches } from '../triggers/places/contract.ts';
import { moveTo, NO_WATCHES } from '../triggers/places/fences.ts';
import { buildPlacesIndex } from '../triggers/places/places-index.ts';
import { noteRest } from '../triggers/places/rest.ts';
import { emptyState } from '../triggers/state/empty-state.ts';
import { loadSignalKinds } from '../triggers/vocabulary/signal-kinds.ts';
import type { Bench } from './contract.ts';
import { dice, generatePlaces, generatePoints } from './data/places.ts';
import { measureWalks } from './support/fence-walks.ts';
import { medianOf } from './support/median.ts';

const COUNTS = [1_000, 10_000, 100_000];
const WALKERS = 2_000;
const WALKS = 1_000;
const FIXES = 30;
const STEP_METRES = 20;
const EVERY_MS = 15_000;
const START = Date.UTC(2026, 5, 1);
const PASSING_TURNS = 9;

/** What it takes to follow customers: a fix with state, from the signal to what was entered, left and approached. */
export default {
  name: 'fences',
  summary:
    'A fix of a walker among 1,000 to 100,000 places, and who is found that walks past a small one, beside other rules.',
  async run({ runs, say }) {
    const advance = createAdvance(await loadSignalKinds());
    const figures: Record<string, unknown> = { walkers: WALKERS, fixesEach: FIXES };
    const tracks = generatePoints(WALKERS, dice(99)).map((start, i) => walkOf(start, dice(i)));
    for (const count of COUNTS) {
      const places = generatePlaces(count, dice(1), 13).map(asStore);
      const index = buildPlacesIndex(places);
      const follow = (watches: Watches) => {
        const told = { transitions: 0, approaches: 0 };
        const states = tracks.map((_, i) => emptyState(`c${i}`));
        const started = cpuMicros();
        for (let step = 0; step < FIXES; step++) {
          const at = START + step * EVERY_MS;
          for (let walker = 0; walker < WALKERS; walker++) {
            const signal = {
              id: `${walker}-${step}`,
              kind: 'location',
              customer: 'c',
              at,
              value: tracks[walker]![step]!,
            };
            const advanced = advance(states[walker]!, signal, index, at, watches);
            if (!advanced.repeat) tally(advanced.stimuli, told);
          }
        }
        const micros = (cpuMicros() - started) / (WALKERS * FIXES);
        return { micros: round(micros), ...told };
      };
      follow(NO_WATCHES);
      follow(EVERYTHING);
      const passing = createPassingMeasure(index, tracks);
      passing();
      const measured = await medianOf(runs, async () => {
        const plain = follow(NO_WATCHES);
        const all = follow(EVERYTHING);
        return {
          passingMicros: passing(),
          fixMicros: plain.micros,
          fixWithRingsMicros: all.micros,
          transitionsAFix: round(plain.transitions / (WALKERS * FIXES)),
          approachesAFix: round(all.approaches / (WALKERS * FIXES)),
        };
      });
      say(
        `${count} places: ${measured.fixMicros.median} µs a fix, of it ${measured.passingMicros.median} for passing; ` +
          `${measured.fixWithRingsMicros.median} µs with rings around every tenth place, visits and confirmation`,
      );
      figures[`places${count}`] = measured;
    }
    return { ...figures, ...measureWalks(WALKS, say) };
  },
} satisfies Bench;

const EVERYTHING: Watches = {
  enterFixes: [2],
  exitFixes: [2],
  sights: { tags: new Map([['store', [120_000]]]), ids: new Map() },
  rings: {
    tags: new Map([
      [
        'store',
        [
          { transition: 'approach/300m', metres: 300 },
          { transition: 'approach/180s', seconds: 180 },
        ],
      ],
    ]),
    ids: new Map(),
    ofIds: [],
  },
  visits: { tags: new Map([['store', true]]), ids: new Map() },
};

/**
 * Measures what passing costs a fix: the way from the last fix, which leads through none of the places nearly always,
 * and what is remembered of a rest. The rule runs with and without ways on the same tracks, in turns.
 */
function createPassingMeasure(index: PlacesIndex, tracks: readonly (readonly Fix[])[]): () => number {
  const fixesOf = tracks.map((track) => track.map((fix, step) => ({ ...fix, at: START + step * EVERY_MS })));
  const move = (hasWays: boolean) =>
    microsOf(() => {
      for (const fixes of fixesOf) {
        const state = emptyState('c');
        for (let i = 0; i < FIXES; i++) {
          const fix = fixes[i]!;
          moveTo(state, fix, fix.at, index, NO_WATCHES, hasWays ? fixes[i - 1] : undefined);
        }
      }
    });
  const rest = () =>
    microsOf(() => {
      for (const fixes of fixesOf) {
        const state = emptyState('c');
        for (const fix of fixes) noteRest(state, fix, fix.at);
      }
    });
  return () => {
    const turns = Array.from({ length: PASSING_TURNS }, () => move(true) - move(false) + rest());
    return round(turns.sort((a, b) => a - b)[PASSING_TURNS >> 1]! / (WALKERS * FIXES));
  };
}

function microsOf(run: () => void): number {
  const started = cpuMicros();
  run();
  return cpuMicros() - started;
}

function asStore(place: Place, i: number): Place {
  return i >= 13 && i % 10 === 0 ? { ...place, tags: ['store'] } : place;
}

/** A walk that turns now and then, and a phone that errs by some metres. */
function walkOf(start: Position, random: () => number): readonly (Fix & Record<string, unknown>)[] {
  let [{ lat, lon }, heading] = [start, random() * 6.3];
  return Array.from({ length: FIXES }, () => {
    heading += (random() - 0.5) * 0.8;
    lat += (STEP_METRES * Math.cos(heading)) / 111_195;
    lon += (STEP_METRES * Math.sin(heading)) / (111_195 * Math.cos((lat * Math.PI) / 180));
    const error = () => ((random() - 0.5) * 16) / 111_195;
    return { lat: lat + error(), lon: lon + error(), accuracyMetres: 8, speedMetresPerSecond: STEP_METRES / 15 };
  });
}

function tally(stimuli: readonly Stimulus[], told: { transitions: number; approaches: number }): void {
  for (const { type } of stimuli) {
    if (type === 'enter' || type === 'exit') told.transitions++;
    else if (type === 'approach') told.approaches++;
  }
}

function cpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
