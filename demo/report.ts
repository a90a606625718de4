/** Two percentiles, milliseconds. */
export interface Span {
  readonly p50: number;
  readonly p99: number;
}

/** What one trigger did over the day. */
export interface TriggerReport {
  readonly trigger: string;
  readonly matched: number;
  readonly heldBack: number;
  /** Messages by channel. */
  readonly sent: Readonly<Record<string, number>>;
  /** Expired, failed or uncertain. */
  readonly other: number;
  readonly queuedP50: number;
  readonly queuedP99: number;
  readonly acceptedP50: number;
  readonly acceptedP99: number;
}

/** The day in figures, all of them from ClickHouse, and what of it does not add up. */
export interface Report {
  readonly signals: number;
  readonly decisions: number;
  readonly matched: number;
  /** By gate. */
  readonly heldBack: Readonly<Record<string, number>>;
  /** By channel. */
  readonly sent: Readonly<Record<string, number>>;
  readonly latencyMs: { readonly signalToQueued: Span; readonly signalToAccepted: Span };
  readonly triggers: readonly TriggerReport[];
  /** A customer with many outcomes; empty when nothing happened. */
  readonly customer: string;
  /** What is not accounted for; empty when all is well. */
  readonly problems: readonly string[];
}
