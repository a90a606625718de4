import type { Signal } from '../../sdk/protocol.ts';
import type { ValuesBefore } from '../changes/contract.ts';
import type { Match, Moment, Origin, Stimulus } from '../contract.ts';
import type { Decision } from '../gates/contract.ts';
import type { CustomerState } from '../state/contract.ts';
import { asideOf } from './asides.ts';
import type { DecisionInputs } from './contract.ts';
import { type Asking, candidateOf, judge, NO_ASIDES } from './judge.ts';
import { gather } from './matched.ts';
import { putOff } from './put-off.ts';

/**
 * Decides what a signal sets off for its customer. Gives one decision for each trigger that matched; for a trigger that
 * matched for several places, one for each place, and at most one of these sends. Advances the waker memories, timers
 * and reservations in `state`; pure otherwise. `before` is what the signal replaced.
 */
export function decide(
  state: CustomerState,
  signal: Signal,
  stimuli: readonly Stimulus[],
  inputs: DecisionInputs,
  before?: ValuesBefore,
): readonly Decision[] {
  return decideOn(state, signal, signal, stimuli, inputs, before);
}

/** Decides what a timer or a change of the world sets off, as `decide` does for a signal. */
export function decideWithoutSignal(
  state: CustomerState,
  origin: Origin,
  stimuli: readonly Stimulus[],
  inputs: DecisionInputs,
): readonly Decision[] {
  return decideOn(state, origin, undefined, stimuli, inputs, undefined);
}

function decideOn(
  state: CustomerState,
  origin: Origin,
  signal: Signal | undefined,
  stimuli: readonly Stimulus[],
  inputs: DecisionInputs,
  before: ValuesBefore | undefined,
): readonly Decision[] {
  if (stimuli.length === 0) return NONE;
  const { at } = origin;
  const { matcher, places, world } = inputs;
  const matches: Match[] = [];
  for (const stimulus of stimuli) {
    const place = 'place' in stimulus ? stimulus.place : undefined;
    const moment: Moment = { at, origin, signal, stimulus, state, place, places, world, before, workspaceView: inputs };
    matcher.match(moment, matches);
  }
  if (matches.length === 0) return NONE;
  const asking: Asking[] = [];
  for (const [{ trigger, moment, answer }, ...others] of gather(matches)) {
    const candidate = candidateOf(trigger, moment, inputs.workspace);
    // It was sent before: the signal came again after its id was forgotten.
    if (state.reservations.some(({ id }) => id === candidate.id)) continue;
    const asides = others.length === 0 ? NO_ASIDES : others.map((match) => asideOf(match, candidate));
    if (answer) {
      asking.push({ candidate, asides });
      continue;
    }
    const { unknown } = trigger.definition;
    if (typeof unknown !== 'string') {
      putOff(candidate, { kind: 'wait', until: moment.at + unknown.waitMs, decidedAt: moment.at }, asides);
    }
  }
  return judge(asking, at, inputs, { decidedAt: at, resumed: false });
}

const NONE: readonly Decision[] = Object.freeze([]);
