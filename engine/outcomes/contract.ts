import type * as z from 'zod';
import type { Signal } from '../../sdk/protocol.ts';
import type { Message } from '../../templates/contract.ts';
import type { Reason } from '../../triggers/gates/contract.ts';
import type { Closable } from '../contract.ts';
import type { HostedSink, OutcomeStore, SinkLag } from '../stores/contract.ts';

/** Every step of a decision's and a delivery's life. */
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

/** A decision ends in exactly one of these. */
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
  /** Derived id; a delivery carries its decision's id. */
  readonly decision: string;
  readonly channel: string;
  readonly provider: string;
  readonly place: string;
  readonly gate: string;
  /** The words of others: a provider's, a template's error; an id that a provider gave. Empty when nothing to say. */
  readonly reason: string;
  readonly attempt: number;
  /** Why it was held back, put off or expired. Absent: it was not, or only words say why. */
  readonly why?: Reason | undefined;
}

/** One row in ClickHouse's `signals`; position is coarsened by policy before it gets here. */
export interface SignalRow {
  readonly signal: Signal;
  readonly receivedAt: number;
  readonly late: boolean;
  /** Decimals of a degree that are kept of its position; 3 when not said. */
  readonly positionDecimals?: number;
  /** Places that it brought the customer into or out of: `enter haus`, `exit park`. */
  readonly moves?: readonly string[] | undefined;
}

/** One row in ClickHouse's `messages`: what was sent, slot by slot. Its decision's outcomes refer to it. */
export interface MessageRow {
  readonly decision: string;
  readonly customer: string;
  readonly at: number;
  readonly channel: string;
  readonly content: Message;
}

/** What a line of the stream says. */
export type Row = Outcome | SignalRow | MessageRow;

/** Questions to ClickHouse that have a name. */
export interface Queries {
  readonly all: ReadonlyMap<string, NamedQuery>;
  /** `params` were checked with the query's own schema. */
  run(name: string, params: Readonly<Record<string, unknown>>): Promise<QueryAnswer>;
}

export interface NamedQuery {
  readonly name: string;
  readonly summary: string;
  /** Texts are taken too, as a query string has them. */
  readonly params: z.ZodObject;
  readonly examples: readonly { readonly params: Readonly<Record<string, unknown>> }[];
}

/** The rows that a question gives, and how many there would be without a limit. */
export interface QueryAnswer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly of: number;
}

/** When a step happened: on the engine's clock, and on the wall with the wall time of the signal's receipt. */
export interface Times {
  readonly at: number;
  readonly wallAt: number;
  readonly receivedAt: number;
}

/** Moves rows from the streams into ClickHouse, each once. */
export interface Sink extends Closable {
  lag(): SinkLag;
  /**
   * Resolves when everything in the streams at the call is in ClickHouse, whichever sink wrote it. Rejects when closed
   * first.
   */
  drained(): Promise<void>;
}

/** ClickHouse with its tables, what moves rows into it, and the questions that have a name. */
export interface Outcomes extends Closable {
  /** Fails with NotOpenYet until it is open. */
  readonly store: OutcomeStore;
  readonly sink: Pick<HostedSink, 'lag' | 'drained'> | undefined;
  readonly queries: Queries;
  /**
   * Resolves when ClickHouse is open and its tables are up to date; rejects with CannotStart where trying again does
   * not help.
   */
  readonly opened: Promise<void>;
  /** Why ClickHouse cannot be asked yet; undefined: it can. */
  readonly notYet: string | undefined;
  /** Deletes the rows of customers. */
  erase(ids: readonly string[]): Promise<void>;
}

/** ClickHouse is not open yet, or not again. A later try can succeed. */
export class NotOpenYet extends Error {
  override readonly name = 'NotOpenYet';
}
