import type { Scope } from '../../triggers/conditions/contract.ts';
import { explain } from '../../triggers/conditions/explain.ts';
import type { Moment, Trigger } from '../../triggers/contract.ts';
import { askAllGates } from '../../triggers/deciding/ask-all.ts';
import { orderChannels } from '../../triggers/deciding/channel-order.ts';
import { sayReason } from '../../triggers/deciding/say-reason.ts';
import type { GateInputs } from '../../triggers/gates/contract.ts';
import { planReason } from '../../triggers/reasons/plans.ts';
import { zoneOf } from '../../triggers/state/zone-of.ts';
import type { Live } from '../definitions/contract.ts';
import type { TriggerExplanation } from './contract.ts';

/**
 * Describes what a trigger does with a moment: what wakes it, `when` with the values seen, and every gate's answer.
 * Changes nothing.
 */
export function describe(
  trigger: Trigger,
  moment: Moment,
  isWoken: boolean,
  {
    live,
    scope,
    addressOf,
    paused,
  }: {
    readonly live: Live;
    readonly paused?: GateInputs['paused'];
    readonly scope: Scope<Moment>;
    readonly addressOf: GateInputs['addressOf'];
  },
): Omit<TriggerExplanation, 'says'> {
  const { definition, version, waker } = trigger;
  const answer = trigger.holds(moment);
  const inputs: GateInputs = {
    at: moment.at,
    zone: zoneOf(moment),
    workspace: live.workspace,
    addressOf,
    won: [],
    paused,
  };
  const id = `explain:${moment.origin.id}`;
  const { channels, choice } = orderChannels(id, definition, moment, live.workspace);
  const why = choice && planReason({ channels, without: [] }, { channels, choice }, false);
  return {
    trigger: definition.name,
    version,
    summary: definition.summary,
    on: {
      ...definition.on,
      isWoken,
      listens: waker.listens,
      ...(moment.place && { place: moment.place.id }),
    },
    answer: answer === undefined ? 'unknown' : answer ? 'yes' : 'no',
    when: explain(definition.when, moment, scope, definition.unknown === 'no'),
    ...(why && { choice: { code: why.code, args: why.args, reason: sayReason(why) } }),
    gates: askAllGates({ id, trigger, moment, channels }, inputs),
  };
}
