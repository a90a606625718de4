import { describe, expect, test } from 'vitest';
import { placeAt, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import type { CustomerState } from '../state/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import type { Fix, Place, Position, Shape, Watches } from './contract.ts';
import { moveTo, NO_WATCHES } from './fences.ts';
import { isPossible } from './jumps.ts';
import { buildPlacesIndex } from './places-index.ts';

const SECOND = 1_000;
const HERE = { lat: 52.5, lon: 13.4 };

/** Metres east of a position, or north. */
const from = ({ lat, lon }: Position, east: number, north = 0): Position => ({
  lat: lat + north / 111_195,
  lon: lon + east / (111_195 * Math.cos((lat * Math.PI) / 180)),
});
const circle = (radiusMetres: number, more: Partial<Place> = {}) =>
  placeAt('it', HERE.lat, HERE.lon, { shape: { type: 'circle', centre: HERE, radiusMetres }, ...more });
const drawn = (polygon: Shape) => placeAt('it', 0, 0, { shape: polygon });

/** A phone that tells where it is every ten seconds, or whenever it is said to. */
class Walk {
  readonly state: CustomerState = emptyState('c1');
  readonly watches: Watches;
  index;
  at = T;

  constructor(place: Place, watches = NO_WATCHES) {
    this.index = buildPlacesIndex([place]);
    this.watches = watches;
  }

  to(position: Position, accuracyMetres?: number, afterMs = 10 * SECOND): string {
    this.at += afterMs;
    const fix: Fix = accuracyMetres === undefined ? position : { ...position, accuracyMetres };
    const stimuli = moveTo(this.state, fix, this.at, this.index, this.watches);
    return stimuli.map((s) => ('as' in s ? s.as : s.type)).join(' ');
  }
}

describe('entering', () => {
  test('takes one fix that is as deep inside as it is accurate', () => {
    const walk = new Walk(circle(50));
    expect(walk.to(from(HERE, 29), 20)).toBe('enter');
    expect(walk.state.inside, 'nothing is noted that no trigger asks for').toEqual({ it: { since: walk.at } });
  });

  test('takes two in a row nearer to the edge, not of one moment', () => {
    const walk = new Walk(circle(50));
    expect(walk.to(from(HERE, 40), 20)).toBe('');
    expect(walk.to(from(HERE, 40), 20, SECOND), 'a burst').toBe('');
    expect(walk.to(from(HERE, 40), 20, 4 * SECOND)).toBe('enter');
    expect(walk.state).toMatchObject({ inside: { it: { since: walk.at } } });
    expect(walk.state.movement).toBeUndefined();
  });

  test('a fix outside in between begins the row anew', () => {
    const walk = new Walk(circle(50));
    expect([walk.to(from(HERE, 40), 20), walk.to(from(HERE, 55), 20), walk.to(from(HERE, 40), 20)]).toEqual([
      '',
      '',
      '',
    ]);
    expect(walk.to(from(HERE, 40), 20)).toBe('enter');
  });

  test('one fix right to 60 m enters no circle of 50 m, and one right to 50 m none of 10 m', () => {
    expect(new Walk(circle(50)).to(HERE, 60)).toBe('');
    expect(new Walk(circle(10)).to(HERE, 50)).toBe('');
  });

  test('coarse fixes never add up: a mast errs the same way each time', () => {
    const walk = new Walk(circle(50));
    for (let i = 0; i < 20; i++) expect(walk.to(HERE, 800)).toBe('');
    expect(walk.state.inside).toEqual({});
    const country = new Walk(circle(50_000));
    expect(country.to(HERE, 800), 'but they are in a country').toBe('enter');
  });

  test('a fix that does not say how accurate it is is taken at its word', () => {
    expect(new Walk(circle(10)).to(from(HERE, 9.9))).toBe('enter');
  });
});

test('a fix that finds them there again after longer than is asked for wakes who asked, a sooner one does not', () => {
  const asked = { all: [120 * SECOND], tags: new Map(), ids: new Map() };
  const walk = new Walk(circle(50), { ...NO_WATCHES, sights: asked });
  expect(walk.to(HERE, 5)).toBe('enter');
  expect(walk.to(HERE, 5, 120 * SECOND)).toBe('');
  expect(walk.to(HERE, 5, 121 * SECOND)).toBe('seen/120000ms');
});

describe('leaving', () => {
  const inside = (place = circle(50)) => {
    const walk = new Walk(place);
    walk.to(HERE, 5);
    expect(Object.keys(walk.state.inside)).toEqual(['it']);
    return walk;
  };

  test('one fix right to 60 m leaves no circle of 50 m until it is two such lengths away', () => {
    const walk = inside();
    expect(walk.to(from(HERE, 100), 60)).toBe('');
    expect(walk.to(from(HERE, 160), 60), 'more than one length: perhaps').toBe('');
    expect(walk.to(from(HERE, 160), 60)).toBe('exit');
    expect(inside().to(from(HERE, 171), 60)).toBe('exit');
  });

  test('jitter on the edge does not flap', () => {
    const walk = inside();
    const said = [51, 49, 59, 41, 55, 58, 30, 57, 57, 57, 50].map((east) => walk.to(from(HERE, east), 8));
    expect(said.join('')).toBe('');
    expect(walk.state.inside.it).toMatchObject({ since: T + 10 * SECOND });
  });

  test('a fix inside in between begins the row anew', () => {
    const walk = inside();
    expect([walk.to(from(HERE, 65), 10), walk.to(from(HERE, 45), 10), walk.to(from(HERE, 65), 10)]).toEqual([
      '',
      '',
      '',
    ]);
    expect(walk.to(from(HERE, 65), 10)).toBe('exit');
  });

  test('fixes that come out of order neither enter nor leave', () => {
    const walk = inside();
    expect(walk.to(from(HERE, 400), 5)).toBe('exit');
    expect(walk.to(HERE, 5, -SECOND)).toBe('');
    expect(walk.state.inside).toEqual({});
  });

  test('a coarse fix leaves when it is far away, however coarse it is', () => {
    expect(inside().to(from(HERE, 900), 3_000)).toBe('');
    expect(inside().to(from(HERE, 1_100), 3_000)).toBe('exit');
  });

  test('whoever is in a place that ends leaves with the next fix, and whoever is in one that begins enters', () => {
    const walk = inside(circle(50, { validTo: T + 15 * SECOND }));
    expect(walk.to(HERE, 5)).toBe('exit');
    const early = new Walk(circle(50, { validFrom: T + 15 * SECOND }));
    expect([early.to(HERE, 5), early.to(HERE, 5)]).toEqual(['', 'enter']);
  });

  test('of a place that was moved away the next fix is outside; one that was removed is left without a word', () => {
    const walk = inside();
    walk.index = buildPlacesIndex([placeAt('it', 0, 0)]);
    expect(walk.to(HERE, 5)).toBe('exit');
    const other = inside();
    other.index = buildPlacesIndex([]);
    expect([other.to(HERE, 5), other.state.inside]).toEqual(['', {}]);
  });
});

describe('odd places', () => {
  test('a hole is outside, and its edge an edge', () => {
    const ring = (half: number) =>
      [
        [-half, -half],
        [half, -half],
        [half, half],
        [-half, half],
        [-half, -half],
      ] as [number, number][];
    const square = drawn({ type: 'polygon', polygons: [[ring(0.01), ring(0.002).toReversed()]] });
    const walk = new Walk(square);
    expect(walk.to({ lat: 0, lon: 0 }, 20)).toBe('');
    expect(walk.to({ lat: 0, lon: 0.0021 }, 20), '11 m past the edge of the hole').toBe('');
    expect(walk.to({ lat: 0, lon: 0.006 }, 20)).toBe('enter');
    expect(walk.to({ lat: 0, lon: 0.0019 }, 20)).toBe('');
    expect(walk.to({ lat: 0, lon: 0 }, 20), 'in the hole').toBe('exit');
  });

  test('an edge is near on the other side of the antimeridian too', () => {
    const box: [number, number][] = [
      [179.99, 0],
      [-179.999, 0],
      [-179.999, 0.01],
      [179.99, 0.01],
      [179.99, 0],
    ];
    const walk = new Walk(drawn({ type: 'polygon', polygons: [[box]] }));
    expect(walk.to({ lat: 0.005, lon: 180 }, 120), 'the edge is 111 m away').toBe('');
    expect(walk.to({ lat: 0.005, lon: -180 }, 100)).toBe('enter');
    expect(walk.to({ lat: 0.005, lon: -179.9985 }, 60), '56 m out').toBe('');
    expect(walk.to({ lat: 0.005, lon: -179.997 }, 60)).toBe('exit');
  });

  test('a fix on the meridian of a corner and a hair south of it stays out, also over the antimeridian', () => {
    // Where the edge to the north-west corner is drawn once more, a turn further on, it must end at this very meridian.
    const west = 179.99834090293277;
    const [south, north] = [78.19964027159494, 78.20035972840506];
    const ring: [number, number][] = [
      [west, south],
      [-179.99814090293276, south],
      [-179.9984927223462, north],
      [west, north],
      [west, south],
    ];
    const walk = new Walk(drawn({ type: 'polygon', polygons: [[ring]] }));
    expect(walk.to({ lat: 78.19964027159493, lon: west })).toBe('');
    expect(walk.to({ lat: 78.19, lon: west }), 'a kilometre south').toBe('');
    expect(walk.to({ lat: south, lon: west }), 'the corner').toBe('enter');
  });

  test('a ring around a pole holds it, and is left over it', () => {
    const ring = Array.from({ length: 13 }, (_, i): [number, number] => [i === 12 ? -180 : i * 30 - 180, 89.99]);
    const walk = new Walk(drawn({ type: 'polygon', polygons: [[ring]] }));
    expect(walk.to({ lat: 90, lon: 17 }, 900)).toBe('enter');
    expect(walk.to({ lat: 89.9905, lon: -100 }, 900)).toBe('');
    expect(walk.to({ lat: 89.97, lon: 80 }, 900), '2.2 km out').toBe('exit');
  });
});

describe('confirmation', () => {
  const watches: Watches = { ...NO_WATCHES, enterFixes: [2, 4], exitFixes: [3] };

  test('tells of further fixes that agree, each at its number, and then counts no more', () => {
    const walk = new Walk(circle(50), watches);
    const said = Array.from({ length: 6 }, () => walk.to(HERE, 5));
    expect(said).toEqual(['enter', 'enter/2', '', 'enter/4', '', '']);
    expect(walk.state.inside.it).toEqual({ since: T + 10 * SECOND });
  });

  test('a burst counts once, a fix outside not at all', () => {
    const walk = new Walk(circle(50), watches);
    walk.to(HERE, 5);
    expect([walk.to(HERE, 5, SECOND), walk.to(HERE, 5, SECOND), walk.to(from(HERE, 55), 10)]).toEqual(['', '', '']);
    expect(walk.to(HERE, 5)).toBe('enter/2');
  });

  test('a leaving is confirmed by fixes that stay away, and not when the customer comes back', () => {
    const walk = new Walk(circle(50), watches);
    walk.to(HERE, 5);
    const far = from(HERE, 500);
    expect([walk.to(far, 5), walk.to(far, 5), walk.to(far, 5), walk.to(far, 5)]).toEqual(['exit', '', 'exit/3', '']);
    expect(walk.state.movement?.left).toBeUndefined();
    walk.to(HERE, 5);
    expect([walk.to(far, 5), walk.to(far, 5), walk.to(HERE, 5), walk.to(HERE, 5)]).toEqual([
      'exit',
      '',
      'enter',
      'enter/2',
    ]);
    expect(walk.state.movement?.left).toBeUndefined();
  });

  test('keeps no more than where the customer rests when nobody asks', () => {
    const walk = new Walk(circle(50));
    walk.to(HERE, 5);
    walk.to(from(HERE, 500), 5);
    expect(walk.state).toMatchObject({ ...emptyState('c1'), positionAt: walk.at, rests: { since: walk.at } });
    expect(walk.state.movement).toBeUndefined();
  });
});

describe('jumps that nobody can make', () => {
  /** As `advance` does: what counts is known afterwards. */
  function take(state: CustomerState, fix: Fix, at: number): boolean {
    if (!isPossible(state, fix, at)) return false;
    state.positionAt = at;
    const known = { lat: fix.lat, lon: fix.lon, accuracyMetres: fix.accuracyMetres };
    for (const [name, v] of Object.entries(known)) state.values[`location.${name}`] = { v, at, source: 'location' };
    return true;
  }
  const fix = (east: number, accuracyMetres = 10): Fix => ({ ...from(HERE, east), accuracyMetres });

  test('count for nothing, and the next fix at the old place is as if they had not been', () => {
    const state = emptyState('c1');
    expect(take(state, fix(0), T)).toBe(true);
    expect(take(state, fix(5_000), T + 10 * SECOND)).toBe(false);
    expect(state.movement?.suspect).toMatchObject({ at: T + 10 * SECOND });
    expect(take(state, fix(30), T + 20 * SECOND)).toBe(true);
    expect(state.movement).toBeUndefined();
    expect(take(state, fix(5_000), T + 30 * SECOND), 'nothing is left of the first').toBe(false);
  });

  test('count with the second that agrees: after a landing, or a wrong first fix', () => {
    const state = emptyState('c1');
    take(state, fix(0), T);
    const landed = T + 3_600 * SECOND;
    expect(take(state, fix(900_000), landed)).toBe(false);
    expect(take(state, fix(900_500), landed + 30 * SECOND)).toBe(true);
    expect(take(state, fix(900_900), landed + 60 * SECOND)).toBe(true);
  });

  test('two devices without names in two places tear nobody to and fro', () => {
    const state = emptyState('c1');
    const counted = Array.from({ length: 12 }, (_, i) =>
      take(state, fix(i % 2 === 0 ? 0 : 2_500), T + i * 30 * SECOND),
    );
    expect(counted).toEqual(Array.from({ length: 12 }, (_, i) => i % 2 === 0));
  });

  test('two wrong ones that do not agree stay wrong', () => {
    const state = emptyState('c1');
    take(state, fix(0), T);
    expect(take(state, fix(50_000), T + 10 * SECOND)).toBe(false);
    expect(take(state, fix(-50_000), T + 20 * SECOND)).toBe(false);
    expect(take(state, fix(-50_100), T + 30 * SECOND)).toBe(true);
  });

  test('who landed may go on as fast as a train before the device says how fast', () => {
    const state = emptyState('c1');
    take(state, fix(0), T);
    expect(take(state, fix(50_000), T + 10 * SECOND)).toBe(false);
    expect(take(state, fix(51_500), T + 30 * SECOND)).toBe(true);
  });

  test('are judged by how accurate both fixes are, and by the time between them', () => {
    const state = emptyState('c1');
    take(state, fix(0), T);
    expect(take(structuredClone(state), fix(2_500, 2_000), T + 10 * SECOND)).toBe(true);
    expect(take(structuredClone(state), fix(2_500), T + 50 * SECOND)).toBe(true);
    expect(take(structuredClone(state), fix(2_500), T + 26 * SECOND), 'a train says that it is one').toBe(false);
    const onTrain = { ...fix(2_500), speedMetresPerSecond: 70 };
    expect(take(structuredClone(state), onTrain, T + 26 * SECOND)).toBe(true);
    expect(take(structuredClone(state), { lat: 0, lon: 0 }, T + SECOND), 'taken at its word').toBe(true);
  });

  test('it is not far over the antimeridian', () => {
    const state = emptyState('c1');
    take(state, { lat: 0, lon: 179.9999, accuracyMetres: 5 }, T);
    expect(take(state, { lat: 0, lon: -179.9999, accuracyMetres: 5 }, T + SECOND)).toBe(true);
  });
});

describe('a coarse fix says nothing, so it undoes nothing', () => {
  test('a row of entering goes on over it, and ends with one that is surely elsewhere', () => {
    const walk = new Walk(circle(50));
    expect(walk.to(from(HERE, 40), 20)).toBe('');
    expect([walk.to(from(HERE, 200), 120), walk.to(HERE, 400), walk.to(from(HERE, 700), 400)]).toEqual(['', '', '']);
    expect(walk.to(from(HERE, 40), 20)).toBe('enter');
    const gone = new Walk(circle(50));
    expect([gone.to(from(HERE, 40), 20), gone.to(from(HERE, 300), 120), gone.to(from(HERE, 40), 20)]).toEqual([
      '',
      '',
      '',
    ]);
  });

  test('a row of leaving goes on over it, and ends with one that is surely inside', () => {
    const walk = new Walk(circle(50));
    walk.to(HERE, 5);
    expect([walk.to(from(HERE, 65), 10), walk.to(HERE, 300), walk.to(from(HERE, 100), 300)]).toEqual(['', '', '']);
    expect(walk.to(from(HERE, 65), 10)).toBe('exit');
    const wide = new Walk(circle(500));
    wide.to(HERE, 5);
    expect([wide.to(from(HERE, 515), 10), wide.to(HERE, 300), wide.to(from(HERE, 515), 10)]).toEqual(['', '', '']);
  });

  test('two of them agree on nothing: they leave no more than they enter, and confirm neither', () => {
    const walk = new Walk(circle(50), { ...NO_WATCHES, enterFixes: [2], exitFixes: [2] });
    expect([
      walk.to(HERE, 5),
      walk.to(HERE, 300),
      walk.to(from(HERE, 500), 300),
      walk.to(from(HERE, 500), 300),
    ]).toEqual(['enter', '', '', '']);
    expect([walk.to(from(HERE, 500), 10), walk.to(from(HERE, 100), 300), walk.to(from(HERE, 900), 300)]).toEqual([
      'exit',
      '',
      'exit/2',
    ]);
  });
});

describe('passing', () => {
  /** Every fix right to 10 m, and followed by the way from the one before. */
  function pass(
    place: Place,
    fixes: readonly (readonly [seconds: number, east: number, north?: number, accuracy?: number])[],
    watches = NO_WATCHES,
    /** A customer who is on the way was seen elsewhere before. */
    isOnTheWay = true,
  ) {
    const index = buildPlacesIndex([place]);
    const state = emptyState('c1');
    if (isOnTheWay) state.rests = { ...from(HERE, 1_000), since: 0 };
    const told = fixes.map(([seconds, east, north = 0, accuracyMetres = 10], i) => {
      const at = T + seconds * SECOND;
      const [last, lastEast, lastNorth = 0, lastAccuracy = 10] = fixes[i - 1] ?? [0, 0];
      const before = { ...from(HERE, lastEast, lastNorth), accuracyMetres: lastAccuracy, at: T + last * SECOND };
      const fix = { ...from(HERE, east, north), accuracyMetres };
      return moveTo(state, fix, at, index, watches, i > 0 ? before : undefined);
    });
    return { state, told, says: told.map((some) => some.map((s) => ('as' in s ? s.as : s.type)).join(' ')) };
  }

  test('the way through a place enters and leaves it, at the times when it did', () => {
    const { says, told, state } = pass(circle(20), [
      [0, -42],
      [60, 42],
    ]);
    expect(says).toEqual(['', 'enter exit']);
    const [enter, exit] = told[1]!;
    expect(enter).toMatchObject({ type: 'enter', passing: true });
    expect(exit).toMatchObject({ type: 'exit', passing: true });
    if (exit?.type !== 'exit') throw new Error('it left');
    expect(exit.insideMs! / SECOND).toBeCloseTo((60 * 40) / 84, 0);
    expect((exit.seenAt! - T) / SECOND).toBeCloseTo((60 * 62) / 84, 0);
    const at = T + 60 * SECOND;
    expect(state).toMatchObject({ ...emptyState('c1'), positionAt: at, rests: { since: at } });
    expect(state.movement).toBeUndefined();
  });

  test('of a customer at rest it is a longer way, which no phone that lies still makes up', () => {
    const lies = [0, 30, 60, 90].map((seconds): readonly [number, number] => [seconds, -30]);
    const last = (...fixes: readonly (readonly [number, number])[]) =>
      pass(circle(20), [...lies, ...fixes]).says.at(-1);
    expect(last([105, 14])).toBe('');
    expect(last([105, 16])).toBe('enter');
    expect(last([105, -89], [165, -40], [180, -12])).toBe('');
    // Who went away, and came from somewhere a short time ago, is on the way.
    expect(last([105, -91], [165, -40], [180, -12])).toBe('enter');
    expect(last([105, -91], [165, -40], [195, -40], [210, -12])).toBe('');
  });

  test('a customer who was never seen to go anywhere may be at rest', () => {
    const says = (...fixes: readonly (readonly [number, number])[]) =>
      pass(circle(20), fixes, NO_WATCHES, false).says.at(-1);
    expect(says([0, -30], [15, -12])).toBe('');
    expect(says([0, -30], [15, 16])).toBe('enter');
    expect(says([0, -100], [45, -30], [60, -12])).toBe('enter');
  });

  test('a way that ends in the place, or hardly outside of it, has not left it', () => {
    const { says, state } = pass(circle(20), [
      [0, -60],
      [60, 12],
    ]);
    expect(says).toEqual(['', 'enter']);
    expect(state.inside.it).toMatchObject({ passing: true });
    expect((state.inside.it!.since - T) / SECOND).toBeCloseTo((60 * 40) / 72, 0);
    expect(
      pass(circle(20), [
        [0, -60],
        [60, 28],
        [120, 200],
      ]).says,
    ).toEqual(['', 'enter', 'exit']);
  });

  test('must lead deep enough for its errors, and deeper the longer it is', () => {
    expect(
      pass(circle(20), [
        [0, -42, 15],
        [60, 42, 15],
      ]).says[1],
    ).toBe('enter exit');
    expect(
      pass(circle(20), [
        [0, -42, 17.5],
        [60, 42, 17.5],
      ]).says[1],
    ).toBe('');
    expect(
      pass(circle(20), [
        [0, -60, 15, 30],
        [60, 60, 15, 30],
      ]).says[1],
      'coarser',
    ).toBe('');
    expect(
      pass(circle(20), [
        [0, -200],
        [60, 200],
      ]).says[1],
      'who drives goes round corners',
    ).toBe('');
    expect(
      pass(circle(60), [
        [0, -200],
        [60, 200],
      ]).says[1],
    ).toBe('enter exit');
  });

  test('is none between fixes of one moment, long apart, far apart, coarse or taken at their word', () => {
    expect(
      pass(circle(20), [
        [0, -42],
        [4, 42],
      ]).says[1],
    ).toBe('');
    expect(
      pass(circle(20), [
        [0, -62],
        [91, 62],
      ]).says[1],
    ).toBe('');
    expect(
      pass(circle(300), [
        [0, -510],
        [60, 510],
      ]).says[1],
    ).toBe('');
    expect(
      pass(circle(90), [
        [0, -200, 0, 101],
        [60, 200],
      ]).says[1],
    ).toBe('');
    const walk = new Walk(circle(20));
    expect([walk.to(from(HERE, -42)), walk.to(from(HERE, 42), undefined, 60 * SECOND)]).toEqual(['', '']);
  });

  test('is none where a phone that lies still may have erred so far', () => {
    expect(
      pass(circle(20), [
        [0, -24],
        [60, 14],
      ]).says[1],
      '38 m in a minute',
    ).toBe('');
    expect(
      pass(circle(20), [
        [0, -24],
        [15, 14],
      ]).says[1],
    ).toBe('enter');
    expect(
      pass(circle(40), [
        [0, -52, 0, 30],
        [15, -12, 0, 30],
      ]).says[1],
      'less than the errors',
    ).toBe('');
  });

  test('what a fix left is not entered by the way that led out of it', () => {
    expect(
      pass(circle(20), [
        [0, 0],
        [60, 84],
        [120, 0],
        [180, 84],
      ]).says,
    ).toEqual(['enter', 'exit', 'enter', 'exit']);
  });

  test('is the first of the fixes that a trigger waits for, a visit, and a leaving that others confirm', () => {
    const watches = {
      ...NO_WATCHES,
      enterFixes: [2],
      exitFixes: [2],
      visits: { all: true as const, tags: new Map(), ids: new Map() },
    };
    const { says, told, state } = pass(
      circle(20),
      [
        [0, -42],
        [60, 42],
        [120, 126],
      ],
      watches,
    );
    expect(says).toEqual(['', 'enter first-visit exit', 'exit/2']);
    expect(told[2]).toMatchObject([{ passing: true }]);
    expect(state.visits).toMatchObject({ it: { count: 1 } });
    expect(
      pass(
        circle(20),
        [
          [0, -60],
          [60, 12],
          [70, 12],
        ],
        watches,
      ).says,
    ).toEqual(['', 'enter first-visit', 'enter/2']);
  });

  test('leads over the antimeridian, and over a pole', () => {
    const over = { lat: -17, lon: 180 };
    const state = { ...emptyState('c1'), positionAt: T };
    const index = buildPlacesIndex([
      placeAt('it', over.lat, over.lon, { shape: { type: 'circle', centre: over, radiusMetres: 20 } }),
    ]);
    const step = 42 / (111_195 * Math.cos((17 * Math.PI) / 180));
    const before = { lat: -17, lon: 180 - step, accuracyMetres: 10, at: T };
    const told = moveTo(
      state,
      { lat: -17, lon: step - 180, accuracyMetres: 10 },
      T + 60 * SECOND,
      index,
      NO_WATCHES,
      before,
    );
    expect(told.map(({ type }) => type)).toEqual(['enter', 'exit']);
    const pole = buildPlacesIndex([
      placeAt('it', 90, 0, { shape: { type: 'circle', centre: { lat: 90, lon: 0 }, radiusMetres: 20 } }),
    ]);
    const at = (lon: number) => ({ lat: 90 - 42 / 111_195, lon, accuracyMetres: 10 });
    const polar = moveTo({ ...emptyState('c1'), positionAt: T }, at(-90), T + 60 * SECOND, pole, NO_WATCHES, {
      ...at(90),
      at: T,
    });
    expect(polar.map(({ type }) => type)).toEqual(['enter', 'exit']);
  });

  test('is none from a fix that is not the last: another device was heard between', () => {
    const state = { ...emptyState('c1'), positionAt: T + 30 * SECOND };
    const before = { ...from(HERE, -42), accuracyMetres: 10, at: T };
    const fix = { ...from(HERE, 42), accuracyMetres: 10 };
    expect(moveTo(state, fix, T + 60 * SECOND, buildPlacesIndex([circle(20)]), NO_WATCHES, before)).toEqual([]);
  });

  test('a place that was edited since the index was built is found too', () => {
    const far = placeAt('far', 10, 10);
    const index = buildPlacesIndex([far, circle(20)], buildPlacesIndex([far]));
    const before = { ...from(HERE, -42), accuracyMetres: 10, at: T };
    const told = moveTo(
      { ...emptyState('c1'), positionAt: T },
      { ...from(HERE, 42), accuracyMetres: 10 },
      T + 60 * SECOND,
      index,
      NO_WATCHES,
      before,
    );
    expect(told.map(({ type }) => type)).toEqual(['enter', 'exit']);
  });
});
