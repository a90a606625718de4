import type { ShedOrder } from '../../triggers/signals/contract.ts';
import type { Clock } from '../contract.ts';

/** A source of signals: a stream, or an address over HTTP. Only the admission changes it. */
export interface Party {
  readonly key: string;
  /** Its signals under way. */
  inFlight: number;
  /** The time when it last asked for room while there was too much. */
  askedAt: number;
  /** The time at which it was told to come again. */
  dueAt: number;
}

/** Admits as many signals as can be stored soon, and shares them out among parties. */
export interface Admission {
  /** Whether there is room for everything. While true, no party needs to ask. */
  readonly isEasy: boolean;
  party(key: string): Party;
  /** Returns how many more signals a party may send now, of kinds that are refused no later than `shed`. */
  roomFor(party: Party, shed: ShedOrder): number;
  /** Counts signals that were admitted. */
  take(party: Party, signals: number): void;
  /** Counts signals as settled. */
  give(party: Party, signals: number): void;
  /**
   * Counts refused signals. Returns the milliseconds after which the party should come again: by then the parties
   * before it are stored.
   */
  refuse(party: Party, signals: number): number;
}

/**
 * The signals that may be under way: each lane may have a full batch under way and the next one ready. With a quarter
 * of it batches are smaller, and under load a second of CPU stored 0.5 to 0.6 of the peak instead of 1.0 to 1.1
 * (`npm run bench -- overload`).
 */
const BUDGET = 4_096;
/** How often the rate is measured, and who is active. */
const LOOK_MS = 200;
/** A party with at most this many signals under way does not wait for parties with many. */
const LITTLE = 32;
/** The part of the budget, and of each share, that signals of one worth may use. The rest is for more valuable ones. */
const SHARES: Readonly<Record<ShedOrder, number>> = { first: 0.6, second: 0.8, last: 1 };
/** A party that asked within this time has a share. */
const ACTIVE_MS = 1_000;
/** A party with signals under way may come again so soon: their places are about to be free. */
const SOONEST_MS = 10;
const SHORTEST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 3_000;
/** The rate until it was measured. */
const USUAL_PER_MS = 10;

/**
 * Creates the admission. The budget of signals under way is 4,096, or `most` where that is less. Half of it goes to the
 * first who ask. Of the other half each key that asks has an equal share, and each party an equal
 * share of its key's. Signals of less valuable kinds may use a part only, so the most valuable ones are refused last. A
 * party that asks for little is admitted however much others ask for.
 */
export function createAdmission(most: number, clock: Pick<Clock, 'wall'>): Admission {
  const budget = Math.min(most, BUDGET);
  let inFlight = 0;
  let active = new Map<string, Set<Party>>();
  let lookedAt = clock.wall();
  let idleSince = lookedAt;
  let settled = 0;
  let refused = 0;
  /** The signals stored per millisecond while there is too much. */
  let perMs = USUAL_PER_MS;
  /** The end of the line of refused parties. Each has one place in it, as long as its share takes to store. */
  let lineEndsAt = 0;

  const look = (now: number): void => {
    const stored = settled / (now - lookedAt);
    if (refused > 0) perMs = Math.max(1, stored);
    active = stillActive(active, now - ACTIVE_MS);
    lookedAt = now;
    settled = 0;
    refused = 0;
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
    give(party, signals) {
      party.inFlight -= signals;
      inFlight -= signals;
      settled += signals;
      const now = clock.wall();
      if (inFlight === 0) idleSince = now;
      if (now - lookedAt >= LOOK_MS) look(now);
    },
    refuse(party, signals) {
      const now = clock.wall();
      if (now - lookedAt >= LOOK_MS) look(now);
      refused += signals;
      if (party.inFlight > 0) return Math.ceil(Math.max(SOONEST_MS, party.inFlight / perMs));
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
