import type { Decision } from '../../../triggers/gates/contract.ts';
import { locateMoment } from '../../../triggers/state/locate-moment.ts';
import type { Difference, KeptCounts, KeptMatch, KeptPerson, ReachedBy } from './contract.ts';

/** Matches of one customer that are kept one by one. */
const MOST_MATCHES = 20;
/** Decimals of a degree that positions are kept with: a metre. */
const DEGREE = 1e5;

/** The customers that one trigger matched. */
export type Reached = ReadonlyMap<string, KeptCounts>;

/** Collects the customers that a trigger matches. */
export interface ReachedCounts {
  take(decision: Decision): void;
  readonly all: Reached;
}

interface Counting extends KeptCounts {
  matches: number;
  sends: number;
  first: KeptMatch[];
}

/** Creates the collection. */
export function createReachedCounts(): ReachedCounts {
  const all = new Map<string, Counting>();
  return {
    all,
    take(decision) {
      const { id } = decision.candidate.moment.state;
      const counts = all.get(id) ?? { matches: 0, sends: 0, first: [] };
      all.set(id, counts);
      if (!decision.resumed) {
        counts.matches += 1;
        if (counts.first.length < MOST_MATCHES) counts.first.push(matchOf(decision));
      }
      if (decision.result === 'send') counts.sends += 1;
    },
  };
}

function matchOf(decision: Decision): KeptMatch {
  const { moment } = decision.candidate;
  const position = locateMoment(moment);
  return {
    at: moment.at,
    ...(position && { lat: round(position.lat), lon: round(position.lon) }),
    ...(moment.place && { place: moment.place.id }),
    became: decision.result,
    ...('gate' in decision && { gate: decision.gate }),
  };
}

function round(degrees: number): number {
  return Math.round(degrees * DEGREE) / DEGREE;
}

const NONE: KeptCounts = Object.freeze({ matches: 0, sends: 0, first: [] });

/** Joins the customers of two triggers; those that differ come first. */
export function joinReached(tested: Reached, live: Reached): readonly KeptPerson[] {
  const customers = new Set([...tested.keys(), ...live.keys()]);
  const people = Array.from(customers, (customer) => ({
    customer,
    tested: tested.get(customer) ?? NONE,
    live: live.get(customer) ?? NONE,
  }));
  return [...people.filter(differs), ...people.filter((person) => !differs(person))];
}

function differs(person: KeptPerson): boolean {
  return groupOf(person, 'sends') !== 'both' || groupOf(person, 'matches') !== 'both';
}

/** Tells which of the two triggers reached a customer; undefined: neither. */
export function groupOf({ tested, live }: KeptPerson, by: ReachedBy): keyof Difference | undefined {
  if (tested[by] > 0) return live[by] > 0 ? 'both' : 'added';
  return live[by] > 0 ? 'lost' : undefined;
}

/** Counts whom the tested trigger adds and loses. */
export function differenceOf(people: readonly KeptPerson[], by: ReachedBy): Difference {
  const counts = { added: 0, lost: 0, both: 0 };
  for (const person of people) {
    const group = groupOf(person, by);
    if (group) counts[group] += 1;
  }
  return counts;
}

/** Puts the tested trigger of one back-test beside that of another, in place of the live one. */
export function compareTests(tested: readonly KeptPerson[], other: readonly KeptPerson[]): readonly KeptPerson[] {
  const reachedBy = (people: readonly KeptPerson[]) =>
    new Map(people.filter((one) => one.tested.matches > 0).map(({ customer, tested: counts }) => [customer, counts]));
  return joinReached(reachedBy(tested), reachedBy(other));
}
