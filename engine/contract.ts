/** Time, handed in. */
export interface Clock {
  /** The engine's time, milliseconds since 1970: what windows, expiry and timers go by. A replay drives it. */
  now(): number;
  /** Real time, milliseconds since 1970 with fractions, never running back: what latency is measured by. */
  wall(): number;
}

/** Where lines for the operator go. One JSON line each when not a terminal. */
export interface Log {
  info(message: string, detail?: Readonly<Record<string, unknown>>): void;
  warn(message: string, detail?: Readonly<Record<string, unknown>>): void;
  error(message: string, detail?: Readonly<Record<string, unknown>>): void;
}

/** Something with an end. Resolves when nothing of it is left; safe to call twice. */
export interface Closable {
  close(): Promise<void>;
}
