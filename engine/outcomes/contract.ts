import type * as z from 'zod';
import type { Signal } from '../../sdk/protocol.ts';
import type { Message } from '../../templates/contract.ts';
import type { Reason } from '../../triggers/gates/contract.ts';
import type { Words } from '../../triggers/words/contract.ts';
import type { Closable } from '../contract.ts';
import type { HostedSink, OutcomeStore, SinkLag } from '../stores/contract.ts';

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
] as const;
export type StepName = (typeof STEPS)[number];

/** The steps that end a decision. Each decision ends in exactly one of them. */
export const FINAL_STEPS: readonly StepName[] = ['sent', 'held-back', 'expired', 'failed', 'uncertain'];

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

/** One line of a stream. */
export type Row = Outcome | SignalRow | MessageRow;

/** The named queries of analysts. */
export interface Queries {
  readonly all: ReadonlyMap<string, NamedQuery>;
  /** Runs a query. Throws InvalidQuery for an unknown name or wrong parameters. */
  run(name: string, params: Readonly<Record<string, unknown>>): Promise<QueryAnswer>;
}

export interface NamedQuery {
  readonly name: string;
  /** Its rows are about single customers. */
  readonly isPersonal?: true;
  readonly title: Words;
  readonly summary: Words;
  /** The schema of its parameters. It takes texts too, as a query string has them. */
  readonly params: z.ZodObject;
  readonly examples: readonly { readonly params: Readonly<Record<string, unknown>> }[];
}

/** The rows of a query, and their number without the limit. */
export interface QueryAnswer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly of: number;
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
