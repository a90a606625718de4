import { BEGIN_KEY, type Stimulus } from '../contract.ts';
import type { Decision } from '../gates/contract.ts';
import { endSilence, SILENCE } from '../places/beacons.ts';
import type { CustomerState, Timer } from '../state/contract.ts';
import { isPutOff, takeBeside, takeDue } from '../state/timers.ts';
import type { DecisionInputs } from './contract.ts';
import { decideWithoutSignal } from './decide.ts';
import { timerOrigin } from './origins.ts';
import { resume } from './resume.ts';

/** Takes the decisions of one timer, before the next timer fires. */
export type TakeDecisions = (decisions: readonly Decision[]) => void;

/**
 * Fires the customer's timers that are due by `upTo`, the earliest first, each at its own time. `by` says whether a
 * signal or the clock brought the time; see `takeDue`. Advances `state`; pure otherwise.
 */
export function fireDue(
  state: CustomerState,
  upTo: number,
  inputs: DecisionInputs,
  decided: TakeDecisions,
  by: 'signal' | 'clock' = 'signal',
): void {
  for (let fired = 0; fired < MOST_TIMERS_AT_ONCE; fired++) {
    const timer = takeDue(state, upTo, by);
    if (!timer) return;
    if (timer.trigger === SILENCE) {
      const stimuli = endSilence(state, timer, inputs.places);
      decided(decideWithoutSignal(state, timerOrigin(state.id, timer), stimuli, inputs));
      continue;
    }
    if (isPutOff(timer)) {
      decided(resume(state, timer, inputs));
      continue;
    }
    const stimuli = [stimulusOf(timer)];
    if (inputs.matcher.triggers.get(timer.trigger)?.waker.together)
      for (const other of takeBeside(state, timer)) stimuli.push(stimulusOf(other));
    decided(decideWithoutSignal(state, timerOrigin(state.id, timer), stimuli, inputs));
  }
}

/**
 * Steps the wakers of these triggers as a timer of `BEGIN_KEY` would, for a customer who was known before they were
 * published. Stepping them again changes nothing. Says whether it changed anything.
 */
export function begin(
  state: CustomerState,
  triggers: readonly string[],
  at: number,
  inputs: DecisionInputs,
  decided: TakeDecisions,
): boolean {
  const before = triggers.map((trigger) => state.memory[trigger]);
  for (const trigger of triggers) {
    const timer = { trigger, key: BEGIN_KEY, dueAt: at };
    decided(decideWithoutSignal(state, timerOrigin(state.id, timer), [stimulusOf(timer)], inputs));
  }
  return triggers.some((trigger, i) => state.memory[trigger] !== before[i]);
}

function stimulusOf({ trigger, key, dueAt }: Timer): Stimulus {
  return { type: 'timer', trigger, key, dueAt };
}

// A timer that arms another one due at once must not hold a lane for ever.
const MOST_TIMERS_AT_ONCE = 1_000;
