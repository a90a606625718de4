import type { Signal } from '../../sdk/protocol.ts';
import { beaconOf, isByPassing } from '../../triggers/deciding/kept-stimulus.ts';
import { ENTERED_BY_PASSING, enteredByBeacon, sayReason } from '../../triggers/deciding/say-reason.ts';
import type { Decision, Reason } from '../../triggers/gates/contract.ts';
import type { MetGoal } from '../../triggers/goals/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import type { MessageState } from '../../triggers/state/message-states.ts';
import { isReply } from '../../triggers/state/reply-id.ts';
import { rootOf } from '../../triggers/state/steps.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type {
  ConversationRow,
  Facts,
  Outcome,
  ProofRow,
  ReplyOutcome,
  StepName,
  TeamOutcome,
  Times,
} from './contract.ts';
import { STEPS } from './contract.ts';

/**
 * Returns the rows of a decision, with the facts of its moment. A message to send gets its `queued` row when the queue
 * has it (`queuedRow`).
 */
export function decisionRows(decision: Decision, when: Times, facts?: Facts): readonly Outcome[] {
  const { candidate, resumed, group } = decision;
  const rows = resumed ? [] : [rowOf(candidate, 'matched', '', howEntered(candidate), when, facts)];
  if (decision.result === 'send') return rows;
  const { reason, result } = decision;
  const why = result === 'deferred' ? { ...reason, until: decision.until } : reason;
  // of one that was put off the group is drawn later than its match
  const drawn = resumed && result === 'held-back' ? { group, isAlone: decision.isAlone } : undefined;
  rows.push(rowOf(candidate, result, 'gate' in decision ? decision.gate : '', why, when, drawn));
  return rows;
}

/** Returns the row of a goal that a decision's customer met. */
export function conversionRow(met: MetGoal, signal: Signal, customer: string, when: Times): Outcome {
  const { decision, trigger, version, group, channel, place, ...conversion } = met;
  return {
    step: 'converted',
    at: when.at,
    wallAt: when.wallAt,
    elapsedMs: when.wallAt - when.receivedAt,
    customer,
    signal: signal.id,
    signalAt: signal.at,
    trigger,
    version,
    decision,
    channel,
    provider: '',
    place,
    gate: '',
    reason: '',
    attempt: 0,
    facts: { group, conversion },
  };
}

/** Returns the note on a match for which a beacon was heard, or no position was in the place for certain. */
function howEntered({ moment: { stimulus } }: Decision['candidate']): Reason | undefined {
  const beacon = beaconOf(stimulus);
  if (beacon !== undefined) return enteredByBeacon(beacon);
  return isByPassing(stimulus) ? ENTERED_BY_PASSING : undefined;
}

/** Returns the row of a message that could not be rendered. */
export function failedRow(decision: Decision, reason: Reason, when: Times): Outcome {
  return rowOf(decision.candidate, 'failed', 'render', reason, when);
}

/** Returns the signal that a match ended and no message leaves. Its id is the same each time. */
export function endSignal({ candidate }: Decision, became: MessageState, reason: Reason): Signal {
  const { id, trigger, moment } = candidate;
  const value = {
    delivery: id,
    trigger: trigger.definition.name,
    state: became,
    reason: sayReason(reason).slice(0, 500),
  };
  return { id: `${id}.${became}.decided`, kind: 'message', customer: moment.state.id, at: moment.at, value };
}

/** Returns the row of a message that is in the queue now. */
export function queuedRow(job: DeliveryJob, at: number, wallAt: number, why?: Reason): Outcome {
  return {
    step: 'queued',
    at,
    wallAt,
    elapsedMs: wallAt - job.receivedAt,
    customer: job.customer,
    signal: job.signal,
    signalAt: job.signalAt,
    trigger: job.trigger,
    version: job.version,
    decision: job.id,
    channel: job.channel,
    provider: '',
    place: job.place,
    gate: '',
    reason: '',
    attempt: 0,
    why,
  };
}

/** Returns a row of a delivery as it is stored: marked, where the delivery is of no decision. */
export function markRow({ isForTeam, by }: DeliveryJob, row: Outcome): Outcome | TeamOutcome | ReplyOutcome {
  if (by !== undefined) return markReply(row);
  return isForTeam ? { ...row, step: `team-${row.step}`, decision: '' } : row;
}

/** Whether a row is of a decision, and counts. */
export function isOfDecision(row: Outcome | TeamOutcome | ReplyOutcome): row is Outcome {
  return row.decision !== '' && !isReply(row.decision);
}

/** Returns the row of a step of a person's reply as it is stored. */
export function markReply(row: Outcome): ReplyOutcome {
  return { ...row, step: `reply-${row.step}`, signal: row.decision, decision: '', trigger: '' };
}

/** Returns the row of what a person wrote to a customer. */
export function writtenRow({ id, customer, channel, thread, by, message, decidedAt }: DeliveryJob): ConversationRow {
  const of = { said: id, customer, at: decidedAt, channel, thread: thread ?? channel };
  return { ...of, direction: 'out', who: by ?? '', decision: '', content: message };
}

/** Returns the row of a receipt (a `message` signal); undefined for one that only steers the engine. */
export function receiptRow(signal: Signal, state: CustomerState, when: Times): Outcome | undefined {
  const { delivery, state: step, channel, reason } = signal.value as Readonly<Record<string, string | undefined>>;
  if (!delivery || !RECEIPTS.has(step as StepName)) return undefined;
  const reservation = state.reservations.find((r) => r.id === delivery);
  return {
    step: step as StepName,
    at: when.at,
    wallAt: when.wallAt,
    elapsedMs: when.wallAt - when.receivedAt,
    customer: state.id,
    signal: signal.id,
    signalAt: signal.at,
    trigger: reservation?.trigger ?? '',
    version: 0,
    decision: delivery,
    channel: channel ?? reservation?.channel ?? '',
    provider: '',
    place: '',
    gate: '',
    reason: reason ?? '',
    attempt: 0,
    facts: signal.value.machine === true ? BY_MACHINE : undefined,
  };
}

/** Returns the row of what a customer wrote; undefined: the signal says nothing of the kind. */
export function saidRow({ id, at, value }: Signal, state: CustomerState): ConversationRow | undefined {
  const { delivery = '', state: became, channel, text, choice } = value as Readonly<Record<string, string | undefined>>;
  if (became !== 'replied' || channel === undefined || text === undefined) return undefined;
  return {
    ...{ said: id, customer: state.id, at, channel, thread: threadOf(channel, delivery) },
    ...{ direction: 'in', who: 'customer', decision: delivery },
    content: choice === undefined ? { text } : { text, choice },
  };
}

/** Returns the row of a confirmed yes; undefined: the signal has no proof. */
export function proofRow({ value }: Signal, state: CustomerState): ProofRow | undefined {
  const { channel = '', purpose = '' } = value as Readonly<Record<string, string | undefined>>;
  const { proof } = value as { readonly proof?: Proof };
  if (!proof) return undefined;
  const { delivery, address, askedAt, confirmedAt, agent = '' } = proof;
  return { customer: state.id, channel, purpose, address, delivery, askedAt, confirmedAt, agent };
}

type Proof = Pick<ProofRow, 'delivery' | 'address' | 'askedAt' | 'confirmedAt'> & { readonly agent?: string };

/** What belongs together on a channel: a mail and its answers; on any other channel all that was ever said. */
export function threadOf(channel: string, delivery: string): string {
  return channel === 'email' ? rootOf(delivery) : channel;
}

const BY_MACHINE: Facts = Object.freeze({ isByMachine: true });

// `sent`, `expired`, `failed` and `held-back` are written where they happen; a signal about them only releases what was
// reserved.
const RECEIPTS: ReadonlySet<StepName> = new Set(
  STEPS.filter((step) => ['delivered', 'opened', 'clicked', 'replied', 'bounced', 'complained'].includes(step)),
);

/** Property by property: a spread of each takes several times as long. */
function rowOf(
  { id, trigger, moment, channels }: Decision['candidate'],
  step: StepName,
  gate: string,
  why: Reason | undefined,
  when: Times,
  facts?: Facts,
): Outcome {
  return {
    step,
    at: when.at,
    wallAt: when.wallAt,
    elapsedMs: when.wallAt - when.receivedAt,
    customer: moment.state.id,
    signal: moment.origin.id,
    signalAt: moment.origin.at,
    trigger: trigger.definition.name,
    version: trigger.version,
    decision: id,
    channel: channels.length === 1 ? channels[0]! : '',
    provider: '',
    place: moment.place?.id ?? '',
    gate,
    reason: why?.words ?? '',
    attempt: 0,
    why,
    facts,
  };
}
