import type { Log } from '../contract.ts';
import type { HowInserted, OutcomeStreams } from './contract.ts';
import { RowsRefused } from './rows-refused.ts';

/** A request from the engine to the process that holds ClickHouse. */
export type Request =
  | { readonly id: number; readonly ask: 'query' | 'command'; readonly sql: string; readonly params: Params }
  /** `lines` are joined by newlines: one string crosses faster than many. */
  | {
      readonly id: number;
      readonly ask: 'insert';
      readonly table: string;
      readonly lines: string;
      readonly how: HowInserted;
    }
  | ({ readonly id: number; readonly ask: 'sink' } & OutcomeStreams)
  | { readonly id: number; readonly ask: 'ping' | 'close' | SinkAsk };

/** Requests to the sink in that process: its lag, its catching up, its end. */
export type SinkAsk = 'sink-lag' | 'sink-drained' | 'sink-close';

export type Params = Readonly<Record<string, unknown>>;

/** An answer of that process. Its first message says that ClickHouse is open, or why it cannot be opened. */
export type Reply =
  | { readonly opened: true }
  | { readonly opened: false; readonly isMissing: boolean; readonly why: string }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failed: Failure }
  /** A line for the operator. */
  | { readonly level: keyof Log; readonly message: string; readonly detail: Readonly<Record<string, unknown>> };

interface Failure {
  readonly message: string;
  readonly isRefusal: boolean;
}

export function failureOf(error: unknown): Failure {
  return {
    message: error instanceof Error ? error.message : String(error),
    isRefusal: error instanceof RowsRefused,
  };
}

export function errorOf({ message, isRefusal }: Failure): Error {
  return isRefusal ? new RowsRefused(message) : new Error(message);
}
