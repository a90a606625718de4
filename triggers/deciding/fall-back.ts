import consent from '../gates/consent.ts';
import contactRules from '../gates/contact-rules.ts';
import type { Candidate, ChannelPlan, Decision, GateInputs, KeptValues } from '../gates/contract.ts';
import paused from '../gates/paused.ts';
import quietHours from '../gates/quiet-hours.ts';
import reach from '../gates/reach.ts';
import shadow from '../gates/shadow.ts';
import suppression from '../gates/suppression.ts';
import window from '../gates/window.ts';
import { mayRefuse } from '../policy/windows.ts';
import { cannotShowReason, refusedReason, switchReason } from '../reasons/plans.ts';
import type { CustomerState, Reservation } from '../state/contract.ts';
import { reserve } from '../state/reservations.ts';
import { stepOf, withStep } from '../state/steps.ts';
import { type Arrival, timerKey } from '../state/timers.ts';
import { zoneOf } from '../state/zone-of.ts';
import type { DecisionInputs, FallBack } from './contract.ts';
import { passGates } from './order.ts';
import { type PutOff, putOff, readPutOff, type Wait } from './put-off.ts';

/**
 * A message that did not reach its customer by one channel of its plan goes by the next, filled from the same values.
 * Each is a delivery of its own, with an end of its own; together they take one place under caps and cooldowns, which
 * are not asked again.
 */
const GATES_AGAIN = [consent, suppression, reach, window, contactRules, quietHours, paused, shadow] as const;

/**
 * Arms the timer of the next channel of the plan, where there is one: for the time that the trigger says, or for when
 * the service refuses the message (`hurryFallBack`).
 */
export function awaitFallBack(
  candidate: Candidate,
  { channels }: ChannelPlan,
  at: number,
  decidedAt: number,
  values?: KeptValues,
): void {
  const { fallBack, expiresMs } = candidate.trigger.definition.message;
  const [from = '', ...left] = channels;
  if (left.length === 0 || !(fallBack || mayRefuse(from))) return;
  arm(candidate, {
    until: fallBack ? at + fallBack.afterMs : decidedAt + expiresMs,
    decidedAt,
    channels: left,
    from,
    ...(values && { values }),
  });
}

/** Keeps what a message was filled from for its next channel, while there is one. */
export function keepValues({ id, trigger, moment: { state } }: Candidate, values: KeptValues): void {
  const key = keyOf(id, trigger.definition.name);
  const timer = state.timers[key];
  if (!timer) return;
  const isSmall = JSON.stringify(values).length <= MOST_KEPT;
  if (isSmall) state.timers[key] = { ...timer, payload: { ...readPutOff(timer), values } satisfies PutOff };
}

/** Lets the next channel come at once, as the message could not be written for this one. */
export function goOnAtOnce({ id, trigger, moment: { state, at } }: Candidate): void {
  const key = keyOf(id, trigger.definition.name);
  const timer = state.timers[key];
  if (timer)
    state.timers[key] = { ...timer, dueAt: at, payload: { ...readPutOff(timer), isUnfilled: true } satisfies PutOff };
}

/** What is kept of the moment beside its signal, in characters: a larger one is filled from the values of then. */
const MOST_KEPT = 16_000;

/**
 * Sends by the next channel, unless the message before arrived. `candidate` has the id of the message before, and the
 * customer's channels of now; the channels that were left then keep their order.
 */
export function fallBack(candidate: Candidate, kept: PutOff, inputs: DecisionInputs): readonly Decision[] {
  const { channels = [], decidedAt, from, values, isUnfilled, isRefused, arrived } = kept;
  const { trigger, moment } = candidate;
  const { state, at } = moment;
  const { fallBack: wanted, expiresMs, purpose } = trigger.definition.message;
  if (at >= decidedAt + expiresMs) return NONE;
  if (!isRefused && !isUnfilled && (!wanted || hasReached(state, candidate.id, wanted))) return NONE;
  if (wanted && arrived?.some((did) => REACHES[wanted.until].has(did))) return NONE;
  const next: Candidate = {
    ...candidate,
    id: withStep(candidate.id, stepOf(candidate.id) + 1),
    channels: channels.filter((channel) => candidate.channels.includes(channel)),
  };
  const { workspace, addressOf, paused: stopped, keepMessagesMs } = inputs;
  const gateInputs: GateInputs = { at, zone: zoneOf(moment), workspace, addressOf, won: [], paused: stopped };
  const result = passGates(next, gateInputs, GATES_AGAIN);
  if (result.passed) {
    const { channel, plan } = result;
    const reservation: Reservation = { id: next.id, at, trigger: trigger.definition.name, channel, purpose };
    reserve(state, reservation, workspace.caps, keepMessagesMs);
    awaitFallBack(next, plan, at, decidedAt, values);
    const why = from ? whyNext(kept, from, plan, wanted) : undefined;
    const expiresAt = decidedAt + expiresMs;
    const how = { group: 'message', channel, expiresAt, plan: why, values } as const;
    return [{ candidate: next, resumed: true, result: 'send', ...how }];
  }
  const { gate, reason, deferUntil } = result;
  if (deferUntil === undefined) return [{ candidate: next, resumed: true, result: 'held-back', gate, reason }];
  arm(candidate, { ...kept, until: deferUntil });
  return NONE;
}

function whyNext({ isUnfilled, isRefused }: PutOff, from: string, plan: ChannelPlan, wanted: FallBack | undefined) {
  if (isUnfilled) return cannotShowReason(plan, from);
  return isRefused || !wanted ? refusedReason(plan, from) : switchReason(plan, from, wanted);
}

/** Whether a message arrived as far as its trigger wants it to before the next channel is tried. */
export function hasArrived(state: CustomerState, id: string, { definition }: Candidate['trigger']): boolean {
  const { fallBack } = definition.message;
  return fallBack !== undefined && hasReached(state, id, fallBack);
}

/** Whether a message arrived as far as the trigger wants it to. One whose place was given back never left. */
function hasReached({ reservations }: CustomerState, id: string, { until }: FallBack): boolean {
  const reserved = reservations.find((reservation) => reservation.id === id);
  if (!reserved) return false;
  for (const did of REACHES[until]) if (reserved[did] !== undefined) return true;
  return false;
}

/** What shows that a message arrived as far as is wanted. */
const REACHES: Readonly<Record<FallBack['until'], ReadonlySet<Arrival>>> = {
  delivered: new Set(['delivered', 'opened', 'clicked', 'replied']),
  opened: new Set(['opened', 'clicked', 'replied']),
  clicked: new Set(['clicked']),
};

function arm(candidate: Candidate, wait: Omit<Wait, 'kind'>): void {
  const { until, decidedAt, channels, from, values, isUnfilled, isRefused } = wait;
  const kept = {
    ...(channels && { channels }),
    ...(from && { from }),
    ...(values && { values }),
    ...(isUnfilled && { isUnfilled }),
    ...(isRefused && { isRefused }),
  };
  putOff(candidate, { kind: FALL_BACK, until, decidedAt, ...kept });
}

function keyOf(id: string, trigger: string): string {
  return timerKey(trigger, `${FALL_BACK}:${id}`);
}

const FALL_BACK = 'fall-back';
const NONE: readonly Decision[] = Object.freeze([]);
