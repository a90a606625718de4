import type { Outcome, StepName } from '../engine/outcomes/contract.ts';
import { sayReason } from '../triggers/deciding/say-reason.ts';

/** What is worth a line: a decision that came to something, or what a customer did with its message. */
export interface Story {
  /** The engine's time. */
  readonly at: number;
  readonly customer: string;
  readonly trigger: string;
  readonly step: StepName;
  readonly channel: string;
  readonly place: string;
  readonly gate: string;
  readonly reason: string;
  /** Milliseconds from the signal's receipt to each step that was seen. */
  readonly tookMs: Readonly<Partial<Record<StepName, number>>>;
}

/** Steps that are on the way to something: they wait for what comes of them. */
const ON_THE_WAY: ReadonlySet<StepName> = new Set(['matched', 'queued', 'attempted', 'delivered']);
/** Steps after which nothing more is to be told of the delivery's way. */
const FINAL: ReadonlySet<StepName> = new Set(['sent', 'held-back', 'expired', 'failed', 'uncertain']);
/** Decisions that are remembered until they end; beyond it the oldest is forgotten. */
const MOST_OPEN = 10_000;

/** Joins outcomes to stories: gives one when a decision came to something, undefined while it is on its way. */
export function createStoryteller(): (outcome: Outcome) => Story | undefined {
  const open = new Map<string, Partial<Record<StepName, number>>>();
  return (outcome) => {
    const { step, decision, elapsedMs } = outcome;
    const tookMs = { ...open.get(decision), [step]: elapsedMs };
    if (FINAL.has(step)) open.delete(decision);
    else if (step !== 'delivered' && step !== 'opened' && step !== 'clicked') open.set(decision, tookMs);
    if (open.size > MOST_OPEN) open.delete(open.keys().next().value!);
    if (ON_THE_WAY.has(step)) return undefined;
    const { at, customer, trigger, channel, place, gate } = outcome;
    const reason = outcome.why ? sayReason(outcome.why) : outcome.reason;
    return { at, customer, trigger, step, channel, place, gate, reason, tookMs };
  };
}
