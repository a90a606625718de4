import type { Closable } from '../contract.ts';
import type { Alert, Source } from '../shelf/contract.ts';

/** The rows of a question, whoever asks it. */
export interface Answered {
  readonly title: string;
  readonly columns: readonly string[];
  /** The columns that count: of an answer without rows they are 0, and the others are not known. */
  readonly counts: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** There are more rows. */
  readonly isCut: boolean;
  /** How many there are; absent: nobody counted them. */
  readonly of?: number;
  /** The days that it is of, in milliseconds since 1970; absent: its SQL says them. */
  readonly period?: { readonly from: number; readonly to: number };
  readonly zone: string;
  /** When the newest row of the data was stored; absent: that is not known. */
  readonly asOf?: number | null;
  /** How long rows have waited to be stored; null: this engine cannot tell. */
  readonly lagMs: number | null;
  readonly readRows: number;
  readonly tookMs: number;
  readonly sql: string;
}

/**
 * The days that a board is looked at for. `from` with `to` take the place of the question's own; `to` alone answers it
 * as of then.
 */
export interface AskedPeriod {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly zone?: string | undefined;
}

/**
 * Asks a question of a tile or an alert, and nothing of single customers. `by` asks it; absent: the engine. Throws with
 * a reason for people where it cannot be answered.
 */
export type AskSource = (source: Source, by?: string, period?: AskedPeriod) => Promise<Answered>;

/** What a look at an alert found. `number` is what was compared; null: there was none. */
export interface Found {
  readonly isRinging: boolean;
  readonly number: number | null;
}

/**
 * How an alert stands. `quiet`: all is as it should be; `ringing`: its recipients were told, and are told once more
 * when it is over; `unknown`: it could not be judged.
 */
export const ALERT_STATES = ['quiet', 'ringing', 'unknown'] as const;

export interface AlertStanding {
  readonly state: (typeof ALERT_STATES)[number];
  /** Since when it is quiet, or rings. */
  readonly since: number;
  readonly judgedAt: number;
  readonly number: number | null;
  /** Its recipients were told that it rings, and not yet that it is over. */
  readonly isTold: boolean;
  /** Why it could not be judged. */
  readonly problem?: string | undefined;
}

/**
 * Judges alerts and mails boards, each when its time has come. Of all engines one at a time does so. Each change of an
 * alert is told once, and each board is mailed once a week, also when an engine dies in between.
 */
export interface Alerts extends Closable {
  /** How alerts stand, by their ids; those that were not judged yet are absent. */
  standings(): Promise<ReadonlyMap<string, AlertStanding>>;
  /** Judges an alert now, and tells nobody. Throws with a reason where that cannot be. */
  judge(alert: Alert): Promise<Found>;
  /** Forgets how an alert stands, so that it is judged at the next look. */
  forget(id: string): Promise<void>;
  /** Does what is due. Undefined: another engine is at it. */
  look(): Promise<{ readonly judged: number; readonly mailed: number } | undefined>;
}
