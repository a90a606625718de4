import type * as z from 'zod';

/** The time, as the engine's parts get it. */
export interface Clock {
  /** The engine's time, in milliseconds since 1970. Windows, expiry and timers go by it. A replay moves it. */
  now(): number;
  /** Real time, in milliseconds since 1970 with fractions. It never runs back. Latency is measured by it. */
  wall(): number;
}

/** The log for the operator: coloured lines on a terminal, else one JSON line each. No call throws. */
export interface Log {
  info(message: string, detail?: Readonly<Record<string, unknown>>): void;
  warn(message: string, detail?: Readonly<Record<string, unknown>>): void;
  error(message: string, detail?: Readonly<Record<string, unknown>>): void;
}

/**
 * A part that can be closed. `close` resolves when nothing of the part runs any more; a second call changes nothing.
 */
export interface Closable {
  close(): Promise<void>;
}

/** Whether this engine can do its work. `why`: the reason when it cannot, or the part that must wait when it can. */
export interface Readiness {
  readonly ok: boolean;
  readonly why?: string;
}

/**
 * Something outside the engine is not as it needs it. The message names it and says how to mend it, so no stack is
 * shown.
 */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** Waits until an engine has nothing left to do. Used by tests, benchmarks and the demo. */
export interface Settle {
  /** Resolves when all customers are woken whom the accepted world changes concern. */
  woken(): Promise<void>;
  /**
   * Resolves when every accepted signal is decided, and every queued message has left or waits: for another attempt, or
   * for a time of the engine's clock. In steps: also when everything due by the clock has happened, with its
   * consequences.
   */
  settled(): Promise<void>;
  /** As `settled`, and every row is in ClickHouse. */
  drained(): Promise<void>;
}

/**
 * The members of a schema for `T`: one for each property, so that a property added to `T` is missed by the compiler
 * until the schema has it too. Use: `z.object({ … } satisfies ShapeOf<T>)`.
 */
export type ShapeOf<T> = { readonly [K in keyof Required<T>]: z.ZodType<T[K]> };

/** Collects the parts that a start opened, to close them the other way round. */
export interface CloseList {
  /** Notes a part and gives it back. Throws, and closes the part, once closing has begun. */
  add<T extends Closable>(thing: T, name?: string): T;
  /** Calls this when closing begins, before any part is closed. */
  first(call: () => void): void;
}

/** Limits what comes from each of many, such as the signals a second of each key. */
export interface RateLimit {
  /** Returns the milliseconds that this one must wait; 0: none. */
  waitMs(who: string): number;
  /** Counts so many, also more than there was room for. This one then waits until they are paid off. */
  charge(who: string, count: number): void;
}
