import type { Place, TimedFix } from '../../triggers/places/contract.ts';
import { dice } from '../data/places.ts';
import { fixesOf, type Phone, stayOf, type TrueWay, walkBeside } from '../data/walks.ts';
import { type FenceReport, RULE_NAMES, type RuleName, tellByRules } from './fence-rules.ts';

const MIDDLE = { lat: 48.2, lon: 16.37 };
const START = Date.UTC(2026, 5, 1);
const HOUR_SECONDS = 3_600;
/** A phone that lies still is looked at for so long. */
const LIES_HOURS = 4;
/** How far outside the edge phones lie, and how far inside. */
const LIE_AT_METRES = [-10, 0, 5, 10, 15, 20, 30];

const PHONES: readonly (Phone & { readonly radius: number })[] = [
  { radius: 20, everySeconds: 1, noiseMetres: 10 },
  { radius: 20, everySeconds: 5, noiseMetres: 10 },
  { radius: 20, everySeconds: 15, noiseMetres: 10 },
  { radius: 20, everySeconds: 60, noiseMetres: 10 },
  { radius: 50, everySeconds: 60, noiseMetres: 25 },
];

/** By rule, in percent of the walks or times an hour. */
type ByRule = Readonly<Record<RuleName, number>>;

/** What the figures say, for whoever reads them. */
export const DEFINITIONS = {
  found: 'walks straight through the middle of a circle that are told as an entering, percent',
  falseAt2Radii:
    'walks whose true way passes the middle at two radii, so a radius outside the edge, that are told as an entering, percent',
  falseAt1_5Radii: 'the same at one and a half radii: half a radius outside the edge',
  foundStays:
    'stays of 20 to 60 s in the middle of circles of 15 to 30 m, told as an entering, a fix a minute, percent',
  flapsAnHour: `enterings and leavings an hour of phones that lie still ${LIE_AT_METRES.join(', ')} m outside the edge of a circle of 20 m`,
  walks:
    '1.4 m/s; errors normal, east and north, with a drift of 30 s; accuracy honest: two thirds of the errors are within',
} as const;

/**
 * Walks, stays and phones that lie still, told by the rule of the engine and by others; the same numbers every time.
 */
export function measureWalks(count: number, say: (line: string) => void): Record<string, unknown> {
  const figures: Record<string, unknown> = { definitions: DEFINITIONS, walksEach: count };
  for (const phone of PHONES) {
    const { radius, everySeconds, noiseMetres } = phone;
    const walks = (offset: number) => shareOf(count, (random) => [radius, fixes(walkBeside(offset), phone, random)]);
    const measured = { found: walks(0), falseAt2Radii: walks(2 * radius), falseAt1_5Radii: walks(1.5 * radius) };
    figures[`circle${radius}Every${everySeconds}s`] = { noiseMetres, ...measured };
    say(
      `circle of ${radius} m, a fix each ${everySeconds} s, noise ${noiseMetres} m: found ${inWords(measured.found)}`,
    );
    say(
      `  false, a radius outside: ${inWords(measured.falseAt2Radii)}; half a radius: ${inWords(measured.falseAt1_5Radii)}`,
    );
  }
  const stays = shareOf(count, (random) => {
    const [radius, seconds, heading] = [15 + 15 * random(), 20 + 40 * random(), 2 * Math.PI * random()];
    return [radius, fixes(stayOf(seconds, heading), { everySeconds: 60, noiseMetres: 10 }, random)];
  });
  say(`stays of 20 to 60 s in circles of 15 to 30 m, a fix each 60 s: found ${inWords(stays)}`);
  const flaps = Object.fromEntries([5, 15, 60].map((every) => [`every${every}s`, flapsOf(every, count)]));
  for (const [every, byRule] of Object.entries(flaps))
    say(`phones that lie still, ${every}: ${inWords(byRule)} times an hour`);
  return { ...figures, foundStays: stays, flapsAnHour: flaps };
}

function fixes(way: readonly [TrueWay, number], phone: Phone, random: () => number): readonly TimedFix[] {
  return fixesOf(way, phone, { middle: MIDDLE, start: START, random });
}

function shareOf(
  count: number,
  track: (random: () => number) => readonly [radius: number, TimedFix[] | readonly TimedFix[]],
): ByRule {
  return average(count, track, ({ enters }) => (enters > 0 ? 100 : 0), count);
}

function flapsOf(everySeconds: number, count: number): ByRule {
  const each = Math.max(1, Math.round((count * everySeconds) / (20 * LIE_AT_METRES.length * LIES_HOURS)));
  const tracks = each * LIE_AT_METRES.length;
  let next = 0;
  const track = (random: () => number) => {
    const east = 20 + LIE_AT_METRES[next++ % LIE_AT_METRES.length]!;
    const lies: TrueWay = () => [east, 0];
    return [20, fixes([lies, LIES_HOURS * HOUR_SECONDS], { everySeconds, noiseMetres: 10 }, random)] as const;
  };
  return average(tracks, track, ({ enters, exits }) => enters + exits, tracks * LIES_HOURS);
}

function average(
  count: number,
  track: (random: () => number) => readonly [radius: number, readonly TimedFix[]],
  worth: (told: FenceReport) => number,
  per: number,
): ByRule {
  const random = dice(5);
  const sums = Object.fromEntries(RULE_NAMES.map((name) => [name, 0])) as Record<RuleName, number>;
  for (let i = 0; i < count; i++) {
    const [radius, fixes] = track(random);
    const told = tellByRules(circle(radius), fixes);
    for (const name of RULE_NAMES) sums[name] += worth(told[name]);
  }
  for (const name of RULE_NAMES) sums[name] = Math.round((sums[name] / per) * 100) / 100;
  return sums;
}

function circle(radiusMetres: number): Place {
  return {
    id: 'circle',
    name: 'circle',
    shape: { type: 'circle', centre: MIDDLE, radiusMetres },
    tags: [],
    attributes: {},
    zone: 'Europe/Vienna',
    centre: MIDDLE,
  };
}

function inWords(byRule: ByRule): string {
  return RULE_NAMES.map((name) => `${name} ${byRule[name]}`).join(', ');
}
