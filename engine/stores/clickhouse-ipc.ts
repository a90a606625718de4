import type { Log } from '../contract.ts';
import type { HowInserted, OutcomeStreams } from './contract.ts';
import { RowsRefused } from './rows-refused.ts';

/** What the engine asks of the process that holds ClickHouse. */
export type Request =
  | { readonly id: number; readonly ask: 'query' | 'command'; readonly sql: string; readonly params: Params }
  /** `lines` newline-joined: one string crosses faster than many. */
  | {
      readonly id: number;
      readonly ask: 'insert';
      readonly table: string;
      readonly lines: string;
      readonly how: HowInserted;
    }
  | ({ readonly id: number; readonly ask: 'sink' } & OutcomeStreams)
  | { readonly id: number; readonly ask: 'ping' | 'close' | SinkAsk };

/** Of the sink that was started there: how far behind, when it has caught up, that it ends. */
export type SinkAsk = 'sink-lag' | 'sink-drained' | 'sink-close';

export type Params = Readonly<Record<string, unknown>>;

/** What it answers. The first message says that it is open, or why it cannot be. */
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
