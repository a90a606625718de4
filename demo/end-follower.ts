import { FINAL_STEPS, type Outcome, type StepName } from '../engine/outcomes/contract.ts';
import type { Audience } from './audience.ts';

/** Follows decisions and messages to their end, so that the day neither runs ahead of them nor ends before them. */
export interface EndFollower {
  take(outcome: Outcome): void;
  /**
   * Resolves when nothing is under way but what waits for a time of the day, or after so long; says whether anything
   * was.
   */
  quiet(withinMs: number): Promise<boolean>;
  /** Resolves when every decision came to an end, or after so long; says how many did not. */
  settled(withinMs: number): Promise<number>;
}

/** A decision that has not come to its end, or whose message an open app has not done with. */
interface Followed {
  readonly seen: Set<StepName>;
  isDeferred: boolean;
}

const FINAL: ReadonlySet<StepName> = new Set(FINAL_STEPS);

/** `audience` says who has an app open, and what is tapped in it. */
export function createEndFollower({ has, taps }: Pick<Audience, 'has' | 'taps'>): EndFollower {
  const followed = new Map<string, Followed>();
  const underWay = new Set<string>();
  const open = new Set<string>();
  let changed: () => void = () => undefined;

  /** Whether nothing more comes of it by itself. */
  const isDone = ({ seen }: Followed, { decision, customer, channel }: Outcome) => {
    if (!FINAL_STEPS.some((step) => seen.has(step))) return false;
    if (!seen.has('sent') || channel !== 'in-app' || !has(customer)) return true;
    return seen.has('delivered') && (!taps(decision) || seen.has('clicked'));
  };
  /** Waits for a change until there is nothing of it left, or time is up. */
  const emptied = async (what: ReadonlySet<string>, withinMs: number) => {
    if (what.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      changed = () => {
        if (what.size > 0) return;
        clearTimeout(timer);
        resolve();
      };
    });
    changed = () => undefined;
  };
  return {
    take(outcome) {
      const { step, decision } = outcome;
      const one = followed.get(decision) ?? { seen: new Set(), isDeferred: false };
      if (step === 'matched') {
        followed.set(decision, one);
        open.add(decision);
      }
      if (!followed.has(decision)) return;
      one.seen.add(step);
      one.isDeferred = step === 'deferred';
      if (FINAL.has(step)) open.delete(decision);
      const isOver = isDone(one, outcome);
      if (isOver) followed.delete(decision);
      if (isOver || one.isDeferred) underWay.delete(decision);
      else underWay.add(decision);
      changed();
    },
    async quiet(withinMs) {
      if (underWay.size === 0) return false;
      await emptied(underWay, withinMs);
      // An app may have gone: then nobody says that it was shown.
      for (const decision of underWay) if (!open.has(decision)) followed.delete(decision);
      underWay.clear();
      return true;
    },
    async settled(withinMs) {
      await emptied(open, withinMs);
      return open.size;
    },
  };
}
