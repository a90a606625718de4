import type * as z from 'zod';
import type { Signal } from '../../sdk/protocol.ts';
import type { Message } from '../../templates/contract.ts';
import type { Reason } from '../../triggers/gates/contract.ts';
import type { Group } from '../../triggers/state/contract.ts';
import type { Words } from '../../triggers/words/contract.ts';
import type { Closable } from '../contract.ts';
import type { HostedSink, OutcomeStore, SinkLag } from '../stores/contract.ts';
import type { Guests } from './guests/contract.ts';

/** The steps of a decision and of its delivery, in the usual order. */
export const STEPS = [
  'matched',
  'held-back',
  'deferred',
  'queued',
  'attempted',
  'sent',
  'delivered',
  'opened',
  'clicked',
  'replied',
  'bounced',
  'complained',
  'expired',
  'failed',
  'uncertain',
  'converted',
] as const;
export type StepName = (typeof STEPS)[number];

/** The steps that end a decision. Each decision ends in exactly one of them. */
export const FINAL_STEPS: readonly StepName[] = ['sent', 'held-back', 'expired', 'failed', 'uncertain'];

/** The facts of a moment at its decision. Absent: unknown. */
export interface Facts {
  readonly deviceForm?: string | undefined;
  readonly deviceSystem?: string | undefined;
  readonly weather?: string | undefined;
  readonly temperatureBand?: string | undefined;
  /** On the customer's clock: 0 to 23, and 1 (Monday) to 7. */
  readonly hour?: number;
  readonly weekday?: number;
  readonly country?: string | undefined;
  /** The middle of a cell a hundredth of a degree wide: `51.05 13.74`. */
  readonly cell?: string | undefined;
  readonly placeTags?: readonly string[];
  readonly purpose?: string;
  readonly template?: string;
  readonly locale?: string | undefined;
  readonly variant?: string;
  readonly group?: Group | undefined;
  /** The gate that held it back is the only one that would have. */
  readonly isAlone?: boolean | undefined;
  /** A mail proxy or a link scanner did it, no person. */
  readonly isByMachine?: boolean;
  readonly conversion?: ConversionFacts;
}

/** A goal of a decision that was met. */
export interface ConversionFacts {
  readonly goal: string;
  readonly isPrimary: boolean;
  /** Of the decisions whose goal one signal met, it was the first, or the last. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Absent: the goal has no value, or the signal says none. */
  readonly value?: number | undefined;
}

/** One row in ClickHouse's `outcomes`. Times are milliseconds since 1970. */
export interface Outcome {
  readonly step: StepName;
  /** The engine's time of the step. */
  readonly at: number;
  /** Wall time of the step, with fractions. */
  readonly wallAt: number;
  /** Milliseconds from the signal's receipt to this step, on the wall clock. */
  readonly elapsedMs: number;
  readonly customer: string;
  readonly signal: string;
  readonly signalAt: number;
  readonly trigger: string;
  readonly version: number;
  /** The id of the decision, derived from its signal and trigger. Its delivery has the same id. */
  readonly decision: string;
  readonly channel: string;
  readonly provider: string;
  readonly place: string;
  readonly gate: string;
  /** Words from outside: a provider's answer or id, a template's error. Empty without any. */
  readonly reason: string;
  readonly attempt: number;
  /** Why the message was held back, put off or expired. Absent: it was not, or only `reason` says why. */
  readonly why?: Reason | undefined;
  /** Absent: the row says nothing of the moment, as those of a delivery do. */
  readonly facts?: Facts | undefined;
}

/**
 * The row of a step of a message to people of the workspace. It is of no decision, and its step has a name that no
 * question about customers counts.
 */
export interface TeamOutcome extends Omit<Outcome, 'step'> {
  readonly step: `team-${StepName}`;
}

/**
 * The row of a step of what a person wrote to a customer. It is of no decision: its `signal` is the message's own id,
 * and its step has a name that no question about decisions counts.
 */
export interface ReplyOutcome extends Omit<Outcome, 'step'> {
  readonly step: `reply-${StepName}`;
}

/** One row in ClickHouse's `signals`. Its position is rounded when the row is written. */
export interface SignalRow {
  readonly signal: Signal;
  readonly receivedAt: number;
  readonly late: boolean;
  /** The decimals of a degree that are stored of its position; absent: 3. */
  readonly positionDecimals?: number;
  /** The places that it moved the customer into or out of: `enter haus`, `exit park`. */
  readonly moves?: readonly string[] | undefined;
}

/** One row in ClickHouse's `messages`: a sent message, slot by slot. The outcomes of its decision have the same id. */
export interface MessageRow {
  readonly decision: string;
  readonly customer: string;
  readonly at: number;
  readonly channel: string;
  readonly content: Message;
}

/**
 * One row in ClickHouse's `conversation`: what a customer wrote, or a person wrote to them. What triggers sent is in
 * `messages`.
 */
export interface ConversationRow {
  /** The id of the signal that said it, or of the message that a person wrote. */
  readonly said: string;
  readonly customer: string;
  readonly at: number;
  readonly channel: string;
  /** What belongs together on the channel (see `threadOf`). */
  readonly thread: string;
  readonly direction: 'in' | 'out';
  /** `customer`, or the id of the person. */
  readonly who: string;
  /** The decision whose message it answers; empty: none is known. */
  readonly decision: string;
  readonly content: Message;
}

/** One row in ClickHouse's `consent_proofs`: how a yes by e-mail was confirmed. */
export interface ProofRow {
  readonly confirmedAt: number;
  readonly customer: string;
  readonly channel: string;
  readonly purpose: string;
  readonly address: string;
  readonly delivery: string;
  readonly askedAt: number;
  readonly agent: string;
}

/**
 * One row in ClickHouse's `woken`: how often a trigger was woken within an hour and a condition said no or unknown, as
 * one run of an engine has counted so far. `condition` is empty for all that woke it.
 */
export interface WokenRow {
  readonly hour: number;
  readonly wokenTrigger: string;
  readonly condition: string;
  readonly answer: 'no' | 'unknown' | '';
  readonly run: string;
  readonly count: number;
}

/** One line of a stream. */
export type Row = Outcome | TeamOutcome | ReplyOutcome | SignalRow | MessageRow | ConversationRow | ProofRow | WokenRow;

/** The named queries of analysts. */
export interface Queries {
  readonly all: ReadonlyMap<string, NamedQuery>;
  /** Runs a query. Throws InvalidQuery for an unknown name or wrong parameters. */
  /** `isMasked`: customers have other names, the same ones each time; for questions that can be asked so. */
  run(name: string, params: Readonly<Record<string, unknown>>, isMasked?: boolean): Promise<QueryAnswer>;
}

export interface NamedQuery {
  readonly name: string;
  /** Its rows are about single customers. */
  readonly isPersonal?: true;
  /** It can be asked with other names in place of the customers'. */
  readonly isMaskable?: true;
  readonly title: Words;
  readonly summary: Words;
  /** The schema of its parameters. It takes texts too, as a query string has them. */
  readonly params: z.ZodObject;
  readonly examples: readonly {
    readonly params: Readonly<Record<string, unknown>>;
    readonly gives: readonly Readonly<Record<string, unknown>>[];
  }[];
}

/** The rows of a query, with what they were made from. */
export interface QueryAnswer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** The number of rows without the limit. */
  readonly of: number;
  /** When the newest row that ClickHouse has was stored; null: it has none. */
  readonly asOf: number | null;
  /** How long rows have waited for ClickHouse; null: this engine runs no sink and cannot tell. */
  readonly lagMs: number | null;
  /** The rows that ClickHouse read for it. */
  readonly readRows: number;
  readonly tookMs: number;
  /** The question as SQL over the documented views, which gives the same rows; empty: no view tells them. */
  readonly sql: string;
}

/** The time of a step, on the engine's clock and on the wall, and the wall time of the signal's receipt. */
export interface Times {
  readonly at: number;
  readonly wallAt: number;
  readonly receivedAt: number;
}

/** Moves rows from the streams to ClickHouse, each exactly once. Any number of sinks may run. */
export interface Sink extends Closable {
  lag(): SinkLag;
  /**
   * Resolves when everything in the streams at the call is in ClickHouse, whichever sink wrote it. Rejects when closed
   * first.
   */
  drained(): Promise<void>;
}

/** ClickHouse with its tables, the sink and the named queries. It opens in the background. */
export interface Outcomes extends Closable {
  /** Every call rejects with NotOpenYet until ClickHouse is open. */
  readonly store: OutcomeStore;
  readonly sink: Pick<HostedSink, 'lag' | 'drained'> | undefined;
  readonly queries: Queries;
  readonly guests: Guests;
  /**
   * Resolves when ClickHouse is open and its tables are up to date. Rejects with CannotStart when another try would
   * fail too.
   */
  readonly opened: Promise<void>;
  /** The reason why ClickHouse cannot be asked yet; undefined: it can. */
  readonly notYet: string | undefined;
  /** Deletes the rows of customers. Resolves when they are gone from the disk. */
  erase(ids: readonly string[]): Promise<void>;
}

/** ClickHouse is not open yet, or not again. A later try can succeed. */
export class NotOpenYet extends Error {
  override readonly name = 'NotOpenYet';
}
