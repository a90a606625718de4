import type { Place, PlacesIndex, TimedFix } from '../../triggers/places/contract.ts';
import { moveTo, NO_WATCHES } from '../../triggers/places/fences.ts';
import { buildPlacesIndex } from '../../triggers/places/places-index.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';

/** What a rule tells of a track at one place: how often it was entered and left. */
export interface FenceReport {
  readonly enters: number;
  readonly exits: number;
}

type Rule = (place: Place, index: PlacesIndex, track: readonly TimedFix[]) => FenceReport;

/** The rule of the engine, what it is without the way between fixes, and two that others have. */
const RULES = {
  kairos: (_, index, track) => tellByEngine(index, track, true),
  withoutWays: (_, index, track) => tellByEngine(index, track, false),
  positionOnly: (_, index, track) => tellBySwaps(track, (fix) => index.holding(fix, fix.at).length > 0),
  ringTouches: (place, index, track) =>
    tellBySwaps(track, (fix) => index.metresTo(place, fix) <= (fix.accuracyMetres ?? 0)),
} satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;
export const RULE_NAMES = Object.keys(RULES) as readonly RuleName[];

/** What each rule tells of a track at a circle. */
export function tellByRules(place: Place, track: readonly TimedFix[]): Readonly<Record<RuleName, FenceReport>> {
  const index = buildPlacesIndex([place]);
  const told = RULE_NAMES.map((name) => [name, RULES[name](place, index, track)] as const);
  return Object.fromEntries(told) as Record<RuleName, FenceReport>;
}

function tellByEngine(index: PlacesIndex, track: readonly TimedFix[], hasWays: boolean): FenceReport {
  const state = emptyState('c');
  const types = track.flatMap((fix, i) => {
    const before = hasWays ? track[i - 1] : undefined;
    return moveTo(state, fix, fix.at, index, NO_WATCHES, before).map(({ type }) => type);
  });
  return {
    enters: types.filter((type) => type === 'enter').length,
    exits: types.filter((type) => type === 'exit').length,
  };
}

/** Whoever is in by one fix and was not by the one before has entered, and the other way round. */
function tellBySwaps(track: readonly TimedFix[], isIn: (fix: TimedFix) => boolean): FenceReport {
  let [was, enters, exits] = [false, 0, 0];
  for (const fix of track) {
    const is = isIn(fix);
    if (is && !was) enters++;
    if (was && !is) exits++;
    was = is;
  }
  return { enters, exits };
}
