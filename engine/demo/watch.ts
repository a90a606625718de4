import { FINAL_STEPS, type Outcome, type StepName } from '../outcomes/contract.ts';

/** Follows decisions and messages to their end, so that the day neither runs ahead of them nor ends before them. */
export interface Watch {
  take(outcome: Outcome): void;
  /** Resolves when every decision came to an end, or after so long; says how many did not. */
  settled(withinMs: number): Promise<number>;
}

const FINAL: ReadonlySet<StepName> = new Set(FINAL_STEPS);
/** An app may have gone, or the message expired: then nobody says that it was shown. */
const SHOWN_WITHIN_MS = 1_000;

/** `hold` keeps the day back until what it returns is called; `has` says who has an app open. */
export function createWatch(hold: (at: number) => () => void, has: (customer: string) => boolean): Watch {
  const holds = new Map<string, () => void>();
  const open = new Set<string>();
  let settled: () => void = () => undefined;

  const release = (decision: string) => {
    holds.get(decision)?.();
    holds.delete(decision);
  };
  const keep = (decision: string, at: number) => {
    if (!holds.has(decision)) holds.set(decision, hold(at));
  };
  return {
    take({ step, decision, at, channel, customer }) {
      if (step === 'matched') open.add(decision);
      if (step === 'matched' || step === 'queued') keep(decision, at);
      else if (step === 'delivered' || step === 'deferred') release(decision);
      else if (FINAL.has(step)) {
        open.delete(decision);
        if (open.size === 0) settled();
        if (step !== 'sent' || channel !== 'in-app' || !has(customer)) release(decision);
        else setTimeout(release, SHOWN_WITHIN_MS, decision).unref();
      }
    },
    async settled(withinMs) {
      if (open.size === 0) return 0;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        settled = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      return open.size;
    },
  };
}
