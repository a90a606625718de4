import type { ShedOrder } from '../../triggers/signals/contract.ts';
import type { Clock } from '../contract.ts';

/** One that signals come from: a stream, or an address over HTTP. Counted by the admission alone. */
export interface Party {
  readonly key: string;
  /** Signals of it that are under way. */
  inFlight: number;
  /** When it last asked while there was too much. */
  askedAt: number;
  /** When it was told to come again. */
  dueAt: number;
}

/** Lets in what can be stored soon, and shares that out. */
export interface Admission {
  /** There is room for all: nobody needs to be asked. */
  readonly isEasy: boolean;
  party(key: string): Party;
  /** How many more signals may come in from a party now that are refused no later than said. */
  roomFor(party: Party, shed: ShedOrder): number;
  /** So many came in. */
  take(party: Party, signals: number): void;
  /** So many that came in at a time are settled. */
  give(party: Party, signals: number, receivedAt: number): void;
  /** So many were refused. Says in how many milliseconds the party should come again: what others were put off with before is stored by then. */
  refuse(party: Party, signals: number): number;
}

/** What is accepted shall be stored within this time; when even the fastest was not, less is let in. */
const TARGET_MS = 100;
const LOOK_MS = 200;
const GROWTH = 1.25;
/** Enough that every lane has a full batch under way and the next at hand. */
const FEWEST = 4_096;
/** A client that has no more than this under way does not wait for those that have much. */
const LITTLE = 32;
/** How much of the budget, and of each share, a worth may use: what is left is for what is worth more. */
const SHARES: Readonly<Record<ShedOrder, number>> = { first: 0.6, second: 0.8, last: 1 };
/** Whoever asked in this time has a share. */
const ACTIVE_MS = 1_000;
const SHORTEST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 3_000;
/** Until it is measured. */
const USUAL_PER_MS = 10;

/**
 * Signals under way have a budget: what is stored in `TARGET_MS`, measured. Half of it is for whoever comes first. Beyond, each key that asks
 * has an equal share of it, and each client an equal share of its key's. Of all that, kinds that are worth less may use a part only, so what is
 * worth most is refused last; and who asks for little is let in however much others ask for.
 */
export function createAdmission(most: number, clock: Pick<Clock, 'wall'>): Admission {
  let budget = Math.min(most, FEWEST);
  let inFlight = 0;
  let active = new Map<string, Set<Party>>();
  let lookedAt = clock.wall();
  let idleSince = lookedAt;
  let settled = 0;
  let refused = 0;
  let fastestMs = Number.POSITIVE_INFINITY;
  /** What is stored while there is too much. */
  let perMs = USUAL_PER_MS;
  /** Every party that was put off has one place in a line, as long as its share takes; the line ends then. */
  let lineEndsAt = 0;

  const look = (now: number): void => {
    const stored = settled / (now - lookedAt);
    if (refused > 0) perMs = Math.max(1, stored);
    if (fastestMs > TARGET_MS) budget = Math.max(Math.min(most, FEWEST), Math.min(budget, stored * TARGET_MS));
    else if (refused > 0) budget = Math.min(most, budget * GROWTH);
    active = stillActive(active, now - ACTIVE_MS);
    lookedAt = now;
    settled = 0;
    refused = 0;
    fastestMs = Number.POSITIVE_INFINITY;
  };
  const shareOf = (clients: number) => Math.max(LITTLE, budget / active.size / clients);
  const note = (party: Party): Set<Party> => {
    party.askedAt = clock.wall();
    const ofKey = active.get(party.key) ?? new Set();
    active.set(party.key, ofKey.add(party));
    return ofKey;
  };

  return {
    get isEasy() {
      return inFlight < budget / 2;
    },
    party: (key) => ({ key, inFlight: 0, askedAt: 0, dueAt: 0 }),
    roomFor(party, shed) {
      const clients = note(party).size;
      const part = SHARES[shed];
      const free = (budget * part) / 2 - inFlight;
      // Who came first may hold the free half beside what is shared out.
      const mine = Math.min(shareOf(clients) * part - party.inFlight, 1.5 * budget * part - inFlight);
      const little = LITTLE - party.inFlight;
      return Math.max(0, Math.floor(Math.min(most * part - inFlight, Math.max(free, mine, little))));
    },
    take(party, signals) {
      // Time in which there was nothing to do says nothing of what can be done.
      if (inFlight === 0) lookedAt += clock.wall() - idleSince;
      party.inFlight += signals;
      inFlight += signals;
    },
    give(party, signals, receivedAt) {
      party.inFlight -= signals;
      inFlight -= signals;
      settled += signals;
      const now = clock.wall();
      if (inFlight === 0) idleSince = now;
      fastestMs = Math.min(fastestMs, now - receivedAt);
      if (now - lookedAt >= LOOK_MS) look(now);
    },
    refuse(party, signals) {
      const now = clock.wall();
      if (now - lookedAt >= LOOK_MS) look(now);
      refused += signals;
      if (party.dueAt <= now) {
        const share = Math.min(signals, shareOf(note(party).size));
        lineEndsAt = Math.max(lineEndsAt, now + inFlight / perMs / 2) + share / perMs;
        lineEndsAt = Math.min(lineEndsAt, now + LONGEST_WAIT_MS);
        party.dueAt = Math.max(now + SHORTEST_WAIT_MS, lineEndsAt);
      }
      return Math.ceil(party.dueAt - now);
    },
  };
}

function stillActive(active: ReadonlyMap<string, ReadonlySet<Party>>, since: number): Map<string, Set<Party>> {
  const kept = new Map<string, Set<Party>>();
  for (const [key, parties] of active) {
    const those = [...parties].filter(({ inFlight, askedAt }) => inFlight > 0 || askedAt >= since);
    if (those.length > 0) kept.set(key, new Set(those));
  }
  return kept;
}
