import type { Signal } from '../../sdk/protocol.ts';
import type { Matcher, Moment, Stimulus, Trigger } from '../../triggers/contract.ts';
import type { DecisionInputs } from '../../triggers/deciding/contract.ts';
import { decide } from '../../triggers/deciding/decide.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { memoryOf } from '../../triggers/state/memory.ts';
import { zoneOf } from '../../triggers/state/zone-of.ts';
import { wakeKeys } from '../../triggers/waking/wake-keys.ts';
import { workspaceViewOf } from '../definitions/workspace-view.ts';
import { hearSignal } from '../pipeline/hear.ts';
import type { CustomerExplanation, ExplainInputs, TriggerExplanation } from './contract.ts';
import { describe } from './describe.ts';
import { momentOfNow } from './explain-customer.ts';
import { decisionInWords } from './what-became.ts';

export interface WhatIfInputs extends ExplainInputs {
  /** A matcher for this question alone. */
  readonly matcher: Matcher;
  readonly kinds: ReadonlyMap<string, SignalKind>;
}

/**
 * Says what each of some triggers would do with a made-up signal. The live functions hear it, on a state that belongs
 * to this call and is changed; nothing is stored and nothing is sent.
 */
export function explainMadeUp(
  state: CustomerState,
  signal: Signal,
  triggers: readonly Trigger[],
  asked: WhatIfInputs,
): CustomerExplanation {
  const { live, world, addressOf, at, kinds } = asked;
  const moments: Moment[] = [];
  const matcher: Matcher = {
    ...asked.matcher,
    match(moment, out) {
      moments.push({ ...moment, state: structuredClone(moment.state) });
      asked.matcher.match(moment, out);
    },
  };
  const inWorld = { ...world, zone: live.workspace.zone };
  const inputs: DecisionInputs = { ...workspaceViewOf(live, addressOf), matcher, places: live.places, world: inWorld };
  const hearing = { live, inputs, advance: createAdvance(kinds) };
  const heard = hearSignal(state, signal, at, hearing, undefined);
  const decisions = heard.repeat ? [] : decide(state, signal, heard.stimuli, inputs, heard.before);
  const first = moments[0] ?? momentOfNow({ state, signal }, asked);
  const explained = triggers.map((trigger): TriggerExplanation => {
    const woken = moments.flatMap((moment) => wokenFor(trigger, moment) ?? []);
    const moment = woken.find((one) => trigger.holds(one)) ?? woken[0];
    const decision = decisions.find(({ candidate }) => candidate.trigger.definition.name === trigger.definition.name);
    const described = describe(trigger, moment ?? first, moment !== undefined, asked);
    return { ...described, says: decision ? `would be ${decisionInWords(decision)}` : 'would do nothing' };
  });
  return {
    customer: state.id,
    at,
    zone: zoneOf(first),
    signal: { id: signal.id, kind: signal.kind, at: signal.at, value: signal.value },
    triggers: explained,
  };
}

/** The moment a trigger woke for; undefined: this one did not wake it. */
function wokenFor({ waker, ...trigger }: Trigger, moment: Moment): Moment | undefined {
  const stimulus: Stimulus = moment.stimulus;
  if (stimulus.type === 'timer' || !wakeKeys(stimulus, moment.signal).some((key) => waker.listens.includes(key))) {
    return undefined;
  }
  if (!waker.step) return moment;
  return waker.step(moment, memoryOf({ waker, ...trigger }, moment.state)).wakes ? moment : undefined;
}
