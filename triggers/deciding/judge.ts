import type { Moment, Trigger } from '../contract.ts';
import type { Candidate, Decision, GateInputs, Workspace } from '../gates/contract.ts';
import holdOut from '../gates/hold-out.ts';
import priority from '../gates/priority.ts';
import shadow from '../gates/shadow.ts';
import workspaceHoldOut from '../gates/workspace-hold-out.ts';
import { awaitGoals } from '../goals/awaited.ts';
import { noteTrial } from '../learning/channel-trials.ts';
import { planReason } from '../reasons/plans.ts';
import type { Group } from '../state/contract.ts';
import { firedName } from '../state/fired.ts';
import { noteFired, reserve } from '../state/reservations.ts';
import { zoneOf } from '../state/zone-of.ts';
import { noteAsides } from './asides.ts';
import { orderChannels } from './channel-order.ts';
import { slotOf } from './choose-channels.ts';
import type { DecisionInputs } from './contract.ts';
import { decisionId } from './decision-id.ts';
import { awaitFallBack } from './fall-back.ts';
import { type CandidateResult, passesBut, passGates } from './order.ts';
import { putOff } from './put-off.ts';

/** A candidate on its way to the gates, and the candidates for other places that its trigger does not speak of. */
export interface Asking {
  readonly candidate: Candidate;
  readonly asides: readonly Candidate[];
}

/** When the candidates were first decided on, and whether they were put off since. */
export interface Judging {
  readonly decidedAt: number;
  readonly resumed: boolean;
}

export const NO_ASIDES: readonly Candidate[] = Object.freeze([]);

/** Makes a candidate of a match, with the customer's channels. Its id is the same for a repeat. */
export function candidateOf(trigger: Trigger, moment: Moment, workspace: Workspace): Candidate {
  const id = decisionId(trigger, moment);
  const { channels, choice } = orderChannels(id, trigger.definition, moment, workspace);
  return choice ? { id, trigger, moment, channels, choice } : { id, trigger, moment, channels };
}

/**
 * Asks the gates about each candidate, the most important trigger first, and gives a decision for each. Reserves a
 * place under the caps for a candidate that passes, and arms a timer for one that is deferred.
 */
export function judge(
  asking: readonly Asking[],
  at: number,
  inputs: DecisionInputs,
  judging: Judging,
): readonly Decision[] {
  const decisions: Decision[] = [];
  const won: Candidate[] = [];
  const deferred: Candidate[] = [];
  const { workspace, addressOf, paused } = inputs;
  for (const { candidate, asides } of asking.toSorted(byPriority)) {
    const gateInputs: GateInputs = { at, zone: zoneOf(candidate.moment), workspace, addressOf, won, paused };
    const result = passGates(candidate, gateInputs);
    let decision: Decision;
    if (result.passed) {
      won.push(candidate);
      decision = send(candidate, result, at, inputs, judging);
    } else if (result.deferUntil === undefined) {
      const group = GROUP_BY_GATE.get(result.gate);
      decision = holdBack(candidate, result, gateInputs, judging, group);
    } else {
      // A deferred candidate counts against `messages-per-moment`; one that may go now does not stand back for it.
      const place = priority.check(candidate, { ...gateInputs, won: [...won, ...deferred] });
      if ('hold' in place) {
        const { left } = result;
        decision = holdBack(candidate, { gate: priority.name, reason: place.hold, left }, gateInputs, judging);
      } else {
        if (!candidate.trigger.definition.shadow) deferred.push(candidate);
        decision = defer(candidate, { ...result, deferUntil: result.deferUntil }, judging);
      }
    }
    decisions.push(decision);
    if (asides.length > 0) noteAsides(decision, asides, decisions);
  }
  return decisions;
}

function byPriority(a: Asking, b: Asking): number {
  const [x, y] = [a.candidate.trigger.definition, b.candidate.trigger.definition];
  return y.priority - x.priority || (x.name < y.name ? -1 : 1);
}

type Stopped = Omit<Extract<CandidateResult, { passed: false }>, 'passed' | 'deferUntil'>;

/** What a more important message kept back was drawn for a message before: left out, the groups would not be alike. */
const GROUP_BY_GATE: ReadonlyMap<string, Group> = new Map([
  [workspaceHoldOut.name, 'workspace-control'],
  [holdOut.name, 'control'],
  [priority.name, 'message'],
  [shadow.name, 'shadow'],
]);

function send(
  candidate: Candidate,
  { channel, plan }: Extract<CandidateResult, { passed: true }>,
  at: number,
  { workspace, keepMessagesMs }: DecisionInputs,
  { decidedAt, resumed }: Judging,
): Decision {
  const { id, trigger, moment } = candidate;
  const { name, message } = trigger.definition;
  const reservation = { id, at, trigger: name, channel, purpose: message.purpose };
  reserve(moment.state, reservation, workspace.caps, keepMessagesMs);
  const { learning } = workspace;
  if (learning) noteTrial(moment.state, { channel, delivery: id, slot: slotOf(moment), at }, learning.halfLifeMs);
  awaitGoals(candidate, 'message', channel, at);
  awaitFallBack(candidate, plan, at, decidedAt);
  const expiresAt = decidedAt + message.expiresMs;
  const why = planReason(plan, candidate, message.fallBack !== undefined);
  return { candidate, resumed, group: 'message', result: 'send', channel, expiresAt, plan: why };
}

function defer(
  candidate: Candidate,
  { gate, reason, deferUntil }: Stopped & { readonly deferUntil: number },
  { decidedAt, resumed }: Judging,
): Decision {
  const until = Math.min(deferUntil, decidedAt + candidate.trigger.definition.message.expiresMs);
  putOff(candidate, { kind: 'deferred', until, decidedAt });
  return { candidate, resumed, result: 'deferred', gate, reason, until };
}

function holdBack(
  candidate: Candidate,
  { gate, reason, left }: Stopped,
  inputs: GateInputs,
  { resumed }: Judging,
  group?: Group,
): Decision {
  const { trigger, moment } = candidate;
  if (group && restsUnsent(group, left, inputs)) noteFired(moment.state, firedName(trigger.definition), inputs.at);
  if (group) awaitGoals(candidate, group, left.channels[0] ?? '', inputs.at);
  const isAlone = passesBut(gate, left, inputs);
  return { candidate, resumed, group, result: 'held-back', gate, reason, isAlone };
}

/**
 * Whether a trigger rests for a customer to whom it sent nothing, as if it had spoken: in shadow mode, and for a
 * control group where no more important message would have taken its place. So the decisions of a control group are as
 * many, and as far apart, as those of the customers who get the message.
 */
function restsUnsent(group: Group, left: Candidate, inputs: GateInputs): boolean {
  if (group === 'shadow') return true;
  return group !== 'message' && 'pass' in priority.check(left, inputs);
}
