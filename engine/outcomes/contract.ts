import type * as z from 'zod';
import type { Signal } from '../../sdk/protocol.ts';
import type { Message } from '../../templates/contract.ts';
import type { Reason } from '../../triggers/gates/contract.ts';

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

/** How far ClickHouse is behind, as of a second ago. */
export interface SinkLag {
  /** Entries of the streams that may not be in ClickHouse yet, and the age of the oldest such. */
  readonly entries: number;
  readonly oldestMs: number;
  /** Rows this sink has written. */
  readonly rows: number;
  /** Why ClickHouse takes nothing; undefined: it does. */
  readonly failing: string | undefined;
}

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
