import type { Signal } from '../../sdk/protocol.ts';
import { BEGIN_KEY, type Stimulus } from '../contract.ts';
import type { Decision } from '../gates/contract.ts';
import type { CustomerState, Timer } from '../state/contract.ts';
import { isPutOff, takeBeside, takeDue } from '../state/timers.ts';
import type { DecisionInputs } from './contract.ts';
import { decide, resume } from './decide.ts';

/** The kind of a signal that only says: this customer has a timer due. Never comes from outside. */
export const TICK = 'timer';

/**
 * Fires the customer's timers due by `upTo`, earliest first, each at its own time, and hands on what was decided with `about`.
 * `by` says what brought the time; see `takeDue`. Advances `state` in place; pure otherwise.
 */
export function fireDue<T>(
  state: CustomerState,
  upTo: number,
  inputs: DecisionInputs,
  decided: (decisions: readonly Decision[], about: T) => void,
  about: T,
  by: 'signal' | 'clock' = 'signal',
): void {
  for (let fired = 0; fired < MOST_TIMERS_AT_ONCE; fired++) {
    const timer = takeDue(state, upTo, by);
    if (!timer) return;
    if (isPutOff(timer)) {
      decided(resume(state, timer, inputs), about);
      continue;
    }
    const stimuli = [stimulusOf(timer)];
    if (inputs.matcher.triggers.get(timer.trigger)?.waker.together)
      for (const other of takeBeside(state, timer)) stimuli.push(stimulusOf(other));
    decided(decide(state, timerSignal(state.id, timer), stimuli, inputs), about);
  }
}

/**
 * Steps the wakers of these triggers as their own timers would, with `BEGIN_KEY`: the customer was known before they were
 * published, or may have been stepped already. Says whether that changed anything.
 */
export function begin<T>(
  state: CustomerState,
  triggers: readonly string[],
  at: number,
  inputs: DecisionInputs,
  decided: (decisions: readonly Decision[], about: T) => void,
  about: T,
): boolean {
  const before = triggers.map((trigger) => state.memory[trigger]);
  for (const trigger of triggers) {
    const timer = { trigger, key: BEGIN_KEY, dueAt: at };
    decided(decide(state, timerSignal(state.id, timer), [stimulusOf(timer)], inputs), about);
  }
  return triggers.some((trigger, i) => state.memory[trigger] !== before[i]);
}

function stimulusOf({ trigger, key, dueAt }: Timer): Stimulus {
  return { type: 'timer', trigger, key, dueAt };
}

// A timer that arms another one due at once must not hold a lane for ever.
const MOST_TIMERS_AT_ONCE = 1_000;

/** The signal that a timer stands for; its id is the same whenever and wherever it fires. */
function timerSignal(customer: string, { trigger, key, dueAt }: Timer): Signal {
  return { id: `timer:${customer}:${trigger}:${key}:${dueAt}`, kind: TICK, customer, at: dueAt, value: {} };
}
