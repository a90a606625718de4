import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Position } from '../../triggers/places/contract.ts';
import { metresBetween } from '../../triggers/places/geodesy.ts';
import { HOUR_MS } from '../../triggers/time/spans.ts';
import { loadSignalKinds } from '../../triggers/vocabulary/signal-kinds.ts';
import { placesIn, SAMPLE_FOLDER } from '../sample.ts';
import { CROSSINGS, type Crossing } from './crossings.ts';
import { createDay, type Life, MIDNIGHT } from './day.ts';
import { moveAlong, nearestOn } from './geometry.ts';
import { positionAt, type Stretch } from './journey.ts';
import { BENDS, LINES } from './lines.ts';
import { STREETS } from './streets.ts';

type Traits = Readonly<Record<string, unknown>>;

const places = await placesIn(SAMPLE_FOLDER);
const day = createDay('leipzig', places);
const stretches = day.lives.flatMap((life) => life.stretches);
const fixes = day.lives.flatMap((life) => fixesIn(life));

test('the same seed and places give the same day, another seed another', () => {
  const digest = (seed: string) =>
    createHash('sha256')
      .update(JSON.stringify(createDay(seed, places).signals))
      .digest('hex');
  expect(digest('leipzig')).toBe(digest('leipzig'));
  expect(digest('leipzig')).not.toBe(digest('halle'));
});

test('it is a day of hundreds of customers, by time, each signal with an id of its own', () => {
  expect(day.lives.length).toBeGreaterThanOrEqual(200);
  expect(day.signals.length).toBeGreaterThan(40_000);
  expect(day.signals.length).toBeLessThan(70_000);
  expect(new Set(day.signals.map(({ id }) => id)).size).toBe(day.signals.length);
  expect(day.signals.every(({ at }, i) => at >= (day.signals[i - 1]?.at ?? 0))).toBe(true);
  expect(day.signals.every(({ at }) => Number.isInteger(at) && at >= MIDNIGHT && at < MIDNIGHT + 34 * HOUR_MS)).toBe(
    true,
  );
});

test('there is somebody for every channel of the shop, with an address there', () => {
  const said = day.signals.filter(({ kind }) => kind === 'identify').map(({ value }) => value?.traits as Traits);
  for (const [channel, address] of [
    ['sms', 'phone'],
    ['whatsapp', 'phone'],
    ['telegram', 'telegramId'],
    ['viber', 'viberId'],
  ] as const) {
    const likers = said.filter(({ preferredChannel }) => preferredChannel === channel);
    expect(likers.length, channel).toBeGreaterThan(3);
    expect(likers.filter((traits) => !traits[address])).toEqual([]);
  }
  expect(day.signals.filter(({ kind }) => kind === 'push-token').length).toBeGreaterThan(3);
});

test('every signal is one the engine takes', async () => {
  const kinds = await loadSignalKinds();
  const refused = day.signals.filter(({ kind, value }) => !kinds.get(kind)?.value.safeParse(value).success);
  expect(refused.slice(0, 3)).toEqual([]);
});

test('nobody jumps: each day is without a gap in time or space', () => {
  for (const life of day.lives) {
    life.stretches.forEach((stretch, i) => {
      const before = life.stretches[i - 1];
      if (!before) return;
      expect(stretch.from).toBe(before.to);
      expect(metresBetween(before.end, stretch.start)).toBeLessThan(0.01);
    });
  }
});

test('nobody is faster than people, trams and trains are', () => {
  const fastest = { still: 0.01, foot: 1.9, tram: 9, train: 14.5 };
  for (const { from, to, start, end, by } of stretches) {
    if (to - from < 1) continue;
    expect(metresBetween(start, end) / ((to - from) / 1000)).toBeLessThan(fastest[by]);
  }
});

test('ways keep to streets and lines', () => {
  const ways = [
    ...Object.values(STREETS),
    ...Object.values(LINES).map(({ stops }) => stops),
    ...BENDS.map(([a, b, ...through]) => [a, ...through, b]),
  ];
  const pieces = ways.flatMap((way) => way.slice(1).map((b, i) => [at(way[i]!), at(b)] as const));
  const off = (position: Position) => Math.min(...pieces.map(([a, b]) => nearestOn(a, b, position).metres));
  const moving = stretches.filter(({ by, at }) => by !== 'still' && at === 'street');
  const metres = moving.filter((_, i) => i % 9 === 0).map((stretch) => off(moveAlong(stretch.start, stretch.end, 0.5)));
  const share = metres.filter((far) => far < 15).length / metres.length;
  // The rest are the steps between a street and a door in a side street.
  expect(share).toBeGreaterThan(0.85);
  expect(Math.max(...metres)).toBeLessThan(160);
});

test('a phone on the move tells where it is every half minute to minute, and errs as much as it says', () => {
  const gaps: number[] = [];
  let wide = 0;
  for (const { fix, stretch, before } of fixes) {
    const error = metresBetween(fix.value as unknown as Position, positionAt(stretch, fix.at));
    if (error > 2 * Number(fix.value.accuracyMetres)) wide++;
    if (before && stretch.by === 'foot' && stretch.at === 'street' && before.stretch === stretch)
      gaps.push(fix.at - before.fix.at);
  }
  expect(wide / fixes.length).toBeLessThan(0.02);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(29_999);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(60_001);
});

test('there is no position in a tunnel, and at rest there are few', () => {
  expect(fixes.filter(({ stretch }) => stretch.at === 'tunnel')).toEqual([]);
  const share = fixes.filter(({ stretch }) => stretch.at === 'home').length / fixes.length;
  expect(share).toBeLessThan(0.1);
});

test('a rain front crosses the city from west to east between 16:30 and 20:30', () => {
  const wet = day.signals.filter(({ kind, value }) => kind === 'weather' && Number(value?.rainMillimetresPerHour) > 0);
  const westOf = ({ value }: (typeof wet)[number]) => (value as unknown as { area: { west: number } }).area.west;
  const strips = [...new Set(wet.map(westOf))].sort();
  const spans = strips.map((west) => wet.filter((report) => westOf(report) === west).map(({ at }) => at));
  const firsts = spans.map((times) => Math.min(...times));
  expect(firsts).toEqual([...firsts].sort());
  expect(clock(firsts[0]!)).toBe('16:30');
  expect(clock(Math.max(...spans.flat()))).toMatch(/^20:[0-2]/);
});

test('carts are left behind, some people are asked for consent and say no, some sign in only during the day', () => {
  const stages = new Map<string, unknown>();
  for (const { kind, customer, value } of day.signals) if (kind === 'cart') stages.set(customer!, value?.stage);
  const left = [...stages.values()].filter((stage) => stage !== 'ordered').length;
  expect(left).toBeGreaterThan(50);
  expect(stages.size - left).toBeGreaterThan(20);
  const said = day.signals.filter(({ kind }) => kind === 'consent').map(({ value }) => value?.granted);
  expect(said).toContain(true);
  expect(said).toContain(false);
  expect(day.lives.filter(({ person }) => person.allows === 'was never asked').length).toBeGreaterThan(10);
  const merged = day.signals.filter(({ kind, value }) => kind === 'identify' && value?.anonymousId !== undefined);
  expect(merged.length).toBeGreaterThan(5);
  for (const { customer, value } of merged) {
    expect(day.signals.some((signal) => signal.customer === value?.anonymousId)).toBe(true);
    expect(customer).not.toBe(value?.anonymousId);
  }
});

test('a battery drains on the way and never reads more than it can hold', () => {
  for (const { signals } of day.lives) {
    const levels = signals.flatMap(({ kind, value }) =>
      typeof value?.battery === 'number' && kind === 'device' ? [value.battery] : [],
    );
    expect(Math.min(...levels)).toBeGreaterThanOrEqual(3);
    expect(Math.max(...levels)).toBeLessThanOrEqual(100);
    expect(levels.length).toBeGreaterThan(5);
  }
});

test('people go into shops of the workspace, and a shop far from every street is left out', () => {
  const visited = new Set(stretches.filter(({ at }) => at === 'store').map(({ name }) => name));
  expect(visited.size).toBeGreaterThan(30);
  const [some] = places;
  const remote = { ...some!, id: 'remote', centre: { lat: 51.45, lon: 12.6 } };
  const { lives } = createDay('leipzig', [...places, remote]);
  expect(lives.flatMap((life) => life.stretches).some(({ name }) => name === 'remote')).toBe(false);
});

function at(crossing: Crossing): Position {
  return { lat: CROSSINGS[crossing][0], lon: CROSSINGS[crossing][1] };
}

function clock(time: number): string {
  return new Date(time).toLocaleTimeString('de-DE', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
}

interface Seen {
  readonly fix: { readonly at: number; readonly value: Readonly<Record<string, unknown>> };
  readonly stretch: Stretch;
}

/** Each fix with the stretch it was taken on, and the fix before it. */
function fixesIn({ signals, stretches: mine }: Life): readonly (Seen & { readonly before: Seen | undefined })[] {
  const seen: (Seen & { readonly before: Seen | undefined })[] = [];
  let before: Seen | undefined;
  let i = 0;
  for (const { kind, at: time, value = {} } of signals) {
    if (kind !== 'location') continue;
    while (mine[i]!.to <= time && i < mine.length - 1) i++;
    const now = { fix: { at: time, value }, stretch: mine[i]! };
    seen.push({ ...now, before });
    before = now;
  }
  return seen;
}
