import type { Match } from '../contract.ts';
import { comparePlaces } from '../places/compare-places.ts';
import { knownPosition } from '../state/known.ts';

/** The matches of one trigger at one moment, one a place; first what it speaks of. */
export type TriggerMatches = readonly [Match, ...Match[]];

/**
 * Gathers matches by trigger. One signal may set a trigger off for several places; which of them it speaks of is told
 * by `comparePlaces`. Where some are certain, those that are not are none; nor is what is about no place beside what
 * is.
 */
export function gather(matches: readonly Match[]): readonly TriggerMatches[] {
  const [first] = matches;
  if (!first) return [];
  if (matches.length === 1) return [[first]];
  const byTrigger = new Map<string, [Match, ...Match[]]>();
  for (const match of matches) {
    const { name } = match.trigger.definition;
    const others = byTrigger.get(name);
    if (!others) byTrigger.set(name, [match]);
    else if (!others.some(({ moment }) => moment.place?.id === match.moment.place?.id)) others.push(match);
  }
  return [...byTrigger.values()].map((of) => (of.length === 1 ? of : sortMatches(of)));
}

function sortMatches(matches: readonly [Match, ...Match[]]): TriggerMatches {
  const certain = filterOrAll(matches, ({ answer }) => answer === true);
  const placed = filterOrAll(certain, ({ moment }) => moment.place !== undefined);
  const { state, at } = matches[0].moment;
  const here = knownPosition(state, at);
  const ordered = placed.toSorted((a, b) => comparePlaces(a.moment.place, b.moment.place, here));
  const isOfPlaces = ordered[0]!.moment.place !== undefined;
  return [ordered[0]!, ...(isOfPlaces ? ordered.slice(1) : [])];
}

/** Those of which it holds; all, where it holds of none. */
function filterOrAll(matches: readonly Match[], holds: (match: Match) => boolean): readonly Match[] {
  const some = matches.filter(holds);
  return some.length > 0 ? some : matches;
}
