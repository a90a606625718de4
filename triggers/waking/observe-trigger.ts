import type { Answer, Moment, Step, Trigger } from '../contract.ts';

/** Observes a trigger. Both functions are called before the decision, and must change nothing. */
export interface TriggerObserver {
  /** It woke, and its `when` was asked. */
  asked(moment: Moment, answer: Answer): void;
  /** A waker with a memory was stepped: whether it woke or not, and what it asked for. */
  stepped?(moment: Moment, step: Step): void;
}

/**
 * Returns the same trigger with an observer: it wakes, matches and is decided on as before. No index stands in between,
 * so `when` is asked each time it wakes: for back-tests and explanations, not for the hot path.
 */
export function observeTrigger(trigger: Trigger, { asked, stepped }: TriggerObserver): Trigger {
  const { waker } = trigger;
  const { step } = waker;
  return {
    ...trigger,
    needs: [],
    isWhole: false,
    holds(moment) {
      const answer = trigger.holds(moment);
      asked(moment, answer);
      return answer;
    },
    waker: !step
      ? waker
      : {
          ...waker,
          needs: [],
          step(moment, memory) {
            const taken = step.call(waker, moment, memory);
            stepped?.(moment, taken);
            return taken;
          },
        },
  };
}
