import { NOTHING_OFFERED } from '../../channels/refusals.ts';
import type { Signal } from '../../sdk/protocol.ts';
import type { FollowedOutcomes } from '../../triggers/contract.ts';
import { decide } from '../../triggers/deciding/decide.ts';
import type { Decision } from '../../triggers/gates/contract.ts';
import { isHeeded } from '../../triggers/patterns/heeded.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { noteReceipt } from '../../triggers/state/reservations.ts';
import { signalsOf } from '../dispatch/reports.ts';
import type { AdvanceInputs } from '../pipeline/contract.ts';
import { hearSignal } from '../pipeline/hear.ts';
import { hearEnd, MOST_DEEP } from '../pipeline/hear-end.ts';

/** The states that a back-test knows of a message without sending it. */
const KNOWN: ReadonlySet<unknown> = new Set(['sent', 'held-back', 'expired']);
/** The states that a live trigger of the same name caused then; the tested trigger would have caused others. */
const OF_THEN: ReadonlySet<unknown> = new Set([...KNOWN, 'failed']);

/**
 * Whether a trigger reacts to outcomes that a back-test cannot know, as its messages are not sent: opened, for example.
 */
export function goesByUnknown(follows: readonly FollowedOutcomes[] | undefined): boolean {
  return (follows ?? []).some(({ states }) => states.some((state) => !KNOWN.has(state)));
}

/**
 * Tells whether a back-test must ignore a recorded signal. That is one which says that a message was sent, when the
 * back-test decides on that message itself (from `from` on), and one which says how a message of the tested trigger
 * ended that only the engine of that time decided on.
 */
export function isOfThen(
  { kind, value }: Signal,
  tested: string,
  { reservations }: CustomerState,
  from: number,
): boolean {
  if (kind !== 'message' || !OF_THEN.has(value.state)) return false;
  const decided = reservations.find(({ id }) => id === value.delivery);
  return decided ? value.state === 'sent' && decided.at >= from : value.trigger === tested;
}

/**
 * Creates the function that turns the ends of decisions into signals for the triggers that react to them, as the live
 * engine does: held back or expired at once, sent just after.
 */
export function createEndings(
  hearing: AdvanceInputs,
  decided: (decisions: readonly Decision[], state: CustomerState) => void,
) {
  const { matcher } = hearing.inputs;
  let depth = 0;
  const deeper = (decisions: readonly Decision[], state: CustomerState) => {
    depth++;
    decided(decisions, state);
    depth--;
  };
  const sent = ({ candidate, channel }: Extract<Decision, { result: 'send' }>) => {
    const { id, trigger, moment } = candidate;
    const { state, at } = moment;
    const { name } = trigger.definition;
    // No receipts are played: each message counts as delivered, so that a fall-back does not double them.
    noteReceipt(state, id, 'delivered', at);
    if (!isHeeded(matcher, name, 'sent')) return;
    const job = { id, customer: state.id, channel, trigger: name, to: '' };
    for (const signal of signalsOf(
      job,
      { state: 'sent', reason: '', effect: '' },
      1,
      at,
      () => true,
      NOTHING_OFFERED,
    )) {
      const advanced = hearSignal(state, signal, at, hearing, undefined);
      if (!advanced.repeat) deeper(decide(state, signal, advanced.stimuli, hearing.inputs, advanced.before), state);
    }
  };
  return (decisions: readonly Decision[]) => {
    if (depth === MOST_DEEP) return;
    for (const decision of decisions) {
      const { result, candidate } = decision;
      if (result === 'send' || result === 'deferred') continue;
      const { state, at } = candidate.moment;
      const heard = hearEnd(decision, result, decision.reason, at, hearing, undefined);
      if (heard) deeper(heard.decisions, state);
    }
    for (const decision of decisions) if (decision.result === 'send') sent(decision);
  };
}
