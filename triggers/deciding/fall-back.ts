import consent from '../gates/consent.ts';
import type { Candidate, Decision, GateInputs } from '../gates/contract.ts';
import paused from '../gates/paused.ts';
import quietHours from '../gates/quiet-hours.ts';
import reach from '../gates/reach.ts';
import shadow from '../gates/shadow.ts';
import suppression from '../gates/suppression.ts';
import type { CustomerState, Reservation } from '../state/contract.ts';
import { reserve } from '../state/reservations.ts';
import { stepOf, withStep } from '../state/steps.ts';
import { zoneOf } from '../time/zone.ts';
import type { DecisionInputs, FallBack } from './contract.ts';
import { passGates } from './order.ts';
import { putOff } from './put-off.ts';

/**
 * A message that did not reach its customer by one channel goes by the next. Each is a message of its own, with an end
 * of its own; together they take one place under caps and cooldowns, which are not asked again.
 */
const GATES_AGAIN = [consent, suppression, reach, quietHours, paused, shadow] as const;

/** Arms the timer of the next channel, where the trigger wants that and there is one. */
export function awaitFallBack(candidate: Candidate, channel: string, at: number, decidedAt: number): void {
  const { fallBack } = candidate.trigger.definition.message;
  if (!fallBack) return;
  const channels = candidate.channels.slice(candidate.channels.indexOf(channel) + 1);
  if (channels.length > 0) arm(candidate, channels, at + fallBack.afterMs, decidedAt);
}

/**
 * Sends by the next channel, unless the message before arrived. `candidate` has the id of the message before, and the
 * customer's channels of now; `channels` are those that were left then.
 */
export function fallBack(
  candidate: Candidate,
  channels: readonly string[],
  decidedAt: number,
  inputs: DecisionInputs,
): readonly Decision[] {
  const { trigger, moment } = candidate;
  const { state, at } = moment;
  const { fallBack: wanted, expiresMs, purpose } = trigger.definition.message;
  if (!wanted || at >= decidedAt + expiresMs || hasReached(state, candidate.id, wanted)) return NONE;
  const next: Candidate = {
    ...candidate,
    id: withStep(candidate.id, stepOf(candidate.id) + 1),
    channels: candidate.channels.filter((channel) => channels.includes(channel)),
  };
  const { workspace, addressOf, paused: stopped, keepMessagesMs } = inputs;
  const gateInputs: GateInputs = { at, zone: zoneOf(moment), workspace, addressOf, won: [], paused: stopped };
  const result = passGates(next, gateInputs, GATES_AGAIN);
  if (result.passed) {
    const { channel } = result;
    const reservation: Reservation = { id: next.id, at, trigger: trigger.definition.name, channel, purpose };
    reserve(state, reservation, workspace.caps, keepMessagesMs);
    awaitFallBack(next, channel, at, decidedAt);
    return [
      { candidate: next, resumed: true, group: 'message', result: 'send', channel, expiresAt: decidedAt + expiresMs },
    ];
  }
  const { gate, reason, deferUntil } = result;
  if (deferUntil === undefined) return [{ candidate: next, resumed: true, result: 'held-back', gate, reason }];
  arm(candidate, channels, deferUntil, decidedAt);
  return NONE;
}

/** Whether a message arrived as far as the trigger wants it to. One whose place was given back never left. */
function hasReached({ reservations }: CustomerState, id: string, { until }: FallBack): boolean {
  const reserved = reservations.find((reservation) => reservation.id === id);
  if (!reserved) return false;
  const { delivered, opened, clicked, replied } = reserved;
  const did = { delivered: delivered ?? opened ?? clicked ?? replied, opened: opened ?? clicked ?? replied, clicked };
  return did[until] !== undefined;
}

function arm(candidate: Candidate, channels: readonly string[], until: number, decidedAt: number): void {
  putOff(candidate, { kind: 'fall-back', until, decidedAt, channels });
}

const NONE: readonly Decision[] = Object.freeze([]);
