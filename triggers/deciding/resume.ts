import type { Match, Moment } from '../contract.ts';
import type { DecidedCandidate, Decision } from '../gates/contract.ts';
import { STOPS } from '../reasons/stops.ts';
import type { CustomerState, Timer } from '../state/contract.ts';
import { asideOf } from './asides.ts';
import type { DecisionInputs, KeptStimulus } from './contract.ts';
import { fallBack } from './fall-back.ts';
import { type Asking, candidateOf, judge, NO_ASIDES } from './judge.ts';
import { restoreOrigin } from './kept-origin.ts';
import { gather } from './matched.ts';
import { readPutOff } from './put-off.ts';

/**
 * Takes up a decision that was put off, when its timer comes due: under the id it had, by what is live and known now.
 */
export function resume(state: CustomerState, timer: Timer, inputs: DecisionInputs): readonly Decision[] {
  const putOff = readPutOff(timer);
  const { kind, signal, placeId, otherIds = [], others = [], decidedAt, id, version, before } = putOff;
  const at = timer.dueAt;
  const { places, world } = inputs;
  const momentAt = (about: string | undefined, stimulus: KeptStimulus): Moment => {
    const place = about === undefined ? undefined : places.places.get(about);
    const origin = restoreOrigin(signal, stimulus, place);
    return { at, ...origin, state, place, places, world, before, workspaceView: inputs };
  };
  const moment = momentAt(placeId, putOff);
  const trigger = inputs.matcher.triggers.get(timer.trigger);
  if (!trigger) {
    return kind !== 'deferred' ? [] : [endRemoved({ definition: { name: timer.trigger }, version }, id, moment)];
  }
  const candidate = { ...candidateOf(trigger, moment, inputs.workspace), id };
  if (kind === 'fall-back') return fallBack(candidate, putOff, inputs);
  if (kind === 'wait') {
    const besides = otherIds.map((about, i) => momentAt(about, others[i] ?? { stimulus: putOff.stimulus }));
    const matches = [moment, ...besides].flatMap((one): readonly Match[] =>
      trigger.holds(one) === true ? [{ trigger, moment: one, answer: true }] : [],
    );
    const asking = gather(matches).map(([chosen, ...others]): Asking => {
      const speaker = { ...candidate, moment: chosen.moment };
      return { candidate: speaker, asides: others.map((match) => asideOf(match, speaker)) };
    });
    return judge(asking, at, inputs, { decidedAt: at, resumed: false });
  }
  const { expiresMs, stillTrue } = trigger.definition.message;
  const base = { candidate, resumed: true };
  if (at >= decidedAt + expiresMs) return [{ ...base, result: 'expired', reason: STOPS.overWhileWaiting }];
  if (stillTrue && trigger.holds(moment) !== true) {
    return [{ ...base, result: 'held-back', gate: 'still-true', reason: STOPS.untrue }];
  }
  return judge([{ candidate, asides: NO_ASIDES }], at, inputs, { decidedAt, resumed: true });
}

/** Ends a decision whose trigger was removed while it waited, under the name and version of then. */
function endRemoved(trigger: DecidedCandidate['trigger'], id: string, moment: Moment): Decision {
  const candidate = { id, trigger, moment, channels: [] };
  return { candidate, resumed: true, result: 'held-back', gate: 'trigger', reason: STOPS.removed };
}
