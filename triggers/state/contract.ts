import type { ChannelMemory, Consent } from './channels/contract.ts';
import type { InsidePlace, MovementMemory, Resting } from './movement/contract.ts';

/** One value that is known of a customer. */
export interface KnownValue {
  readonly v: unknown;
  /** When it was true, milliseconds since 1970. */
  readonly at: number;
  /** Until when it counts as known; absent: as long as the customer is known. */
  readonly until?: number;
  /** The signal kind or the provider that set it. */
  readonly source: string;
}

/** One device of a customer who has several. */
export interface Device {
  heardAt: number;
  /** When it was last carried or used; absent: never. */
  carriedAt?: number;
  /** Where it was when that began. */
  rest?: { readonly lat: number; readonly lon: number; readonly accuracyMetres: number };
  /** Its values by field; empty for the leading device, whose values are the customer's. */
  readonly values: Record<string, KnownValue>;
}

/** A device of a customer with what it said of itself. */
export interface HeardDevice {
  readonly id: string;
  /** What it says is known of the customer. */
  readonly leads: boolean;
  readonly heardAt: number;
  /** When it was last seen to be carried, or used. */
  readonly carriedAt?: number;
  readonly values: Readonly<Record<string, KnownValue>>;
}

/** The visits of a customer to a place. A stay soon after another is the same visit. */
export interface Visits {
  readonly count: number;
  /** When the first visit began, and when the latest ones began, oldest first: minutes since 1970. */
  readonly first: number;
  readonly begun: readonly number[];
  /** When the customer last left; absent: never yet. */
  readonly leftAt?: number;
}

/** A message that was let through, as caps and cooldowns count it. Reserved when decided, released if it never left. */
export interface Reservation {
  /** The decision it belongs to. */
  readonly id: string;
  readonly at: number;
  readonly trigger: string;
  readonly channel: string;
  readonly purpose: string;
  /** When a person first opened it, clicked in it, answered it, and when it arrived; absent: no signal said so yet. */
  readonly opened?: number;
  readonly clicked?: number;
  readonly replied?: number;
  readonly delivered?: number;
}

/**
 * The last signals of a customer, oldest first: a hash of each id, and the second of its time. Bounded (see `seen.ts`).
 */
export interface SeenSignals {
  readonly count: number;
  has(id: string): boolean;
  /** Adds a signal as the newest. False: its id is there already, and nothing was added. */
  add(id: string, second: number): boolean;
  /** Returns the second of the signal at a position, counted from the oldest. */
  secondAt(position: number): number;
  /** Forgets the oldest signals. Returns the hashes of their ids, one after the other. */
  forgetOldest(count: number): string;
  /** Returns the newest signals, all by default, in their stored form (see `seen-entry.ts`). */
  format(newest?: number): string;
  /** Adds signals in their stored form as the newest. */
  append(entries: string): void;
}

/** A kind of signals, and the fields that it may set; absent: not known. */
export interface HeardKind {
  readonly kind: string;
  readonly fields?: readonly string[];
}

/**
 * Takes note of changes that a store could find only by comparing a whole state with what it stored. A store hands in
 * the journal of the state; a back-test or an explanation, which stores nothing, hands in none. All other changes need
 * no note: what is replaced shows by its identity, and the rest is small enough to compare.
 */
export interface Journal {
  /** A signal of this kind was heard: the values that it sets may have changed. */
  noteHeard(kind: HeardKind): void;
  /** `seen` has one signal more. */
  noteRemembered(): void;
  /** `seen` has forgotten signals: the hashes of their ids, one after the other. */
  noteForgotten(hashes: string): void;
  /** Whether a signal of this id was forgotten since the state was stored. */
  hasForgotten(id: string): boolean;
  /** Anything may have changed. */
  noteRewritten(): void;
}

/**
 * Whom a decision is compared with: those who got the message, or would have but for a more important one; its control
 * group; the control group of the whole workspace; those of a dry run.
 */
export type Group = 'message' | 'control' | 'workspace-control' | 'shadow';

/** The goals of a decision that may still be met. Small: it is part of the state. */
export interface AwaitedGoals {
  readonly decision: string;
  readonly trigger: string;
  readonly version: number;
  readonly group: Group;
  readonly channel: string;
  readonly place: string;
  /** When it was decided, on the signals' own time. */
  readonly at: number;
  /** Until when it is remembered. */
  readonly until: number;
  /** The goals that are met already; absent: none. */
  readonly met?: readonly string[];
}

/** A promise to look at a customer again at a given time. */
export interface Timer {
  readonly dueAt: number;
  readonly trigger: string;
  readonly key: string;
  /** The payload for the trigger when it fires: a deferred decision, a place. */
  readonly payload?: unknown;
  /**
   * It waits for more of the customer's signals, as some came when it was nearly due or over: since when, and until
   * when.
   */
  readonly waits?: { readonly since: number; readonly until: number };
}

/**
 * All that is kept of one customer, stored as one JSON value by compare-and-set: all that a signal changes is stored,
 * or none of it. Only the functions of `triggers/` change a state, and the caller owns the state that it hands them.
 */
export interface CustomerState {
  readonly id: string;
  /** Anonymous until identified. */
  identified: boolean;
  /** The times of the first and the last signal. */
  firstAt: number;
  lastAt: number;
  /** By field name; `customer.<trait>` for the traits of `identify`. */
  readonly values: Record<string, KnownValue>;
  /** The places that the customer is in, by place id. */
  readonly inside: Record<string, InsidePlace>;
  /** The device whose values are the customer's (see `devices.ts`). Undefined: none has a name. */
  leading: string | undefined;
  /** By id, bounded; undefined: one device at most is known. */
  devices: Record<string, Device> | undefined;
  /** Undefined: nothing to remember. */
  movement: MovementMemory | undefined;
  /** From where on the customer has not gone away. Undefined: no fix could tell. Replaced whole. */
  rests: Resting | undefined;
  /** By place id; bounded (see `places/visits.ts`). Undefined: no trigger counts visits that there were. */
  visits: Record<string, Visits> | undefined;
  /** The time of the newest position fix. Older fixes enter and leave nothing. */
  positionAt: number;
  /** Undefined: no signal is remembered. */
  seen: SeenSignals | undefined;
  /**
   * Seconds since 1970: ids of signals up to this time may be forgotten, so such a signal wakes nothing. 0: none is
   * forgotten.
   */
  seenFrom: number;
  /** By `<channel>:<purpose>`; `*` stands for every channel or purpose. Replaced whole. */
  consents: Readonly<Record<string, Consent>>;
  /** By `<channel>:<address>`, or by `<channel>` for any address (see `suppressed.ts`). Replaced whole. */
  suppressed: Readonly<Record<string, Suppression>>;
  /** Oldest first; bounded by the longest window. Replaced whole, also by one reservation more. */
  reservations: readonly Reservation[];
  /** Reservations up to this time may be forgotten; undefined: none is. */
  reservationsFrom: number | undefined;
  /** When each trigger last let a message through, for cooldowns. Replaced whole. */
  fired: Readonly<Record<string, number>>;
  /** What wakers remember, by trigger. */
  readonly memory: Record<string, unknown>;
  /** By `<trigger>|<key>`. */
  readonly timers: Record<string, Timer>;
  /** What trackers remember, by `markKeyOf`; undefined: nothing. Bounded by the number of live trackers. */
  marks: Record<string, unknown> | undefined;
  /** Decisions whose goals may still be met, the oldest first; bounded. Undefined: none. Replaced whole. */
  awaited: readonly AwaitedGoals[] | undefined;
  /** By channel, bounded (see `channel-memory.ts`). Undefined: nothing. Replaced whole. */
  channels: Readonly<Record<string, ChannelMemory>> | undefined;
  /** Ids that were merged into this customer. */
  aliases: readonly string[];
  /** The customer that this one was merged into. Then nothing else in this state counts. */
  mergedInto: string | undefined;
  /**
   * The revision of the definitions that the customer was last decided under. An engine with an earlier revision waits.
   * 0: not noted.
   */
  definitions: number;
}

/** Why an address must not be written to again. */
export interface Suppression {
  readonly reason: string;
  readonly at: number;
}

/** Joins what the waker of a trigger remembers of two customers who are the same person. */
export type MergeMemory = (trigger: string, mine: unknown, theirs: unknown) => unknown;
