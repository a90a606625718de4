import type { Moment, Trigger, WorkspaceView, World } from '../../triggers/contract.ts';
import { hasArrived } from '../../triggers/deciding/fall-back.ts';
import { restoreOrigin } from '../../triggers/deciding/kept-origin.ts';
import { passGates } from '../../triggers/deciding/order.ts';
import { lostOrigin } from '../../triggers/deciding/origins.ts';
import { refuseReply } from '../../triggers/deciding/refuse-reply.ts';
import consent, { isConfirmed, newestConsent } from '../../triggers/gates/consent.ts';
import contactRules from '../../triggers/gates/contact-rules.ts';
import type { Candidate, Gate, GateInputs, PausedTriggers, Reason } from '../../triggers/gates/contract.ts';
import paused from '../../triggers/gates/paused.ts';
import quietHours from '../../triggers/gates/quiet-hours.ts';
import shadow from '../../triggers/gates/shadow.ts';
import suppression from '../../triggers/gates/suppression.ts';
import window from '../../triggers/gates/window.ts';
import type { Place } from '../../triggers/places/contract.ts';
import { slotsLeftOut } from '../../triggers/policy/windows.ts';
import { STOPS } from '../../triggers/reasons/stops.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { rootOf, stepOf, withStep } from '../../triggers/state/steps.ts';
import { suppressionOf } from '../../triggers/state/suppressed.ts';
import { zoneOf } from '../../triggers/state/zone-of.ts';
import type { RedisContexts } from '../context/contract.ts';
import type { Clock } from '../contract.ts';
import type { Live } from '../definitions/contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { mayFollow } from '../links/may-follow.ts';
import type { May, Recheck } from './contract.ts';
import { shareReads } from './share-reads.ts';

export interface RecheckParts {
  readonly contexts: Pick<RedisContexts, 'peek' | 'read'>;
  readonly live: () => Live;
  /** See `OpenDefinitions`. */
  readonly reach: (revision: number) => Promise<void>;
  readonly world: () => World;
  readonly workspaceView: () => WorkspaceView;
  readonly clock: Clock;
}

/**
 * The gates whose answer may change while a message waits. Caps and cooldowns count from the decision: the message has
 * its place.
 */
const GATES_AGAIN: readonly Gate[] = [consent, suppression, window, contactRules, quietHours, paused, shadow];

/**
 * Creates the re-check. By the customer's present state it asks for expiry, consent, suppression, quiet hours,
 * a pause of the trigger and shadow mode, and for `when` where the trigger is `still-true`.
 */
export function createRecheck({ contexts, live, reach, world, workspaceView, clock }: RecheckParts): Recheck {
  // A customer may have a thousand messages waiting, and their state is the longer for each.
  const read = shareReads((customer) => contexts.read(customer));
  /** Synchronous, so that what is live and the customer's state are of one instant. */
  const check = (job: DeliveryJob, at: number, state: CustomerState): May => {
    const { workspace, matcher, places } = live();
    if (job.confirms) return mayAsk(state, job);
    if (job.tellsOfStop) return mayTellOfStop(state, job);
    if (job.by !== undefined) return mayLeave(state, job, at);
    const trigger = matcher.triggers.get(job.trigger);
    if (!trigger) return { stop: 'held-back', gate: 'trigger', reason: STOPS.removed };
    if (state.firstAt === 0) return { stop: 'held-back', gate: 'erasure', reason: STOPS.erased };
    if (hasGoneOn(state, job.id)) return { stop: 'held-back', gate: 'fall-back', reason: STOPS.goneOn };
    if (hasReachedBefore(state, job.id, trigger))
      return { stop: 'held-back', gate: 'fall-back', reason: STOPS.arrived };
    const place = places.places.get(job.place);
    const view = workspaceView();
    const moment: Moment = {
      at,
      ...originOf(job, place),
      state,
      place,
      places,
      world: world(),
      before: job.again?.before,
      workspaceView: view,
    };
    const candidate: Candidate = { id: job.id, trigger, moment, channels: [job.channel] };
    const inputs: GateInputs = {
      at,
      zone: zoneOf(moment),
      workspace,
      addressOf: () => job.to,
      won: [],
      paused: pausedAlone(view),
    };
    const result = passGates(candidate, inputs, GATES_AGAIN);
    if (!result.passed) {
      const { gate, reason, deferUntil } = result;
      return deferUntil === undefined ? { stop: 'held-back', gate, reason } : { deferUntil, gate, reason };
    }
    if (job.again && trigger.holds(moment) !== true) {
      return { stop: 'held-back', gate: 'still-true', reason: STOPS.untrue };
    }
    const without = slotsLeftOut(state, job.channel, job.message, at);
    const isFollowed = mayFollow(state, workspace, job.channel);
    if (isFollowed && without.length === 0) return GO;
    return { go: true, without, ...(!isFollowed && { isUnfollowed: true }) };
  };
  const isOver = ({ expiresAt }: DeliveryJob, at: number) => at >= expiresAt;
  return {
    atOnce(job) {
      const at = clock.now();
      const known = job.isForTeam ? undefined : contexts.peek(job.customer);
      if (!known || isOver(job, at) || job.version > live().revision) return undefined;
      return { ...check(job, at, known.state), revision: known.revision };
    },
    async ask(job) {
      const at = clock.now();
      if (isOver(job, at)) return { stop: 'expired', gate: 'expiry', reason: STOPS.overInQueue };
      if (job.isForTeam) return { go: true };
      // A trigger that this engine does not know yet has not been removed.
      if (job.version > live().revision) await reach(job.version);
      return check(job, at, await read(job.customer));
    },
  };
}

/** Whether a customer may still be asked to confirm a yes: it stands, it is not confirmed, and the address is alive. */
function mayAsk(state: CustomerState, { channel, purpose, to }: DeliveryJob): May {
  const hold = (gate: string, reason: Reason): May => ({ stop: 'held-back', gate, reason });
  if (state.firstAt === 0) return hold('erasure', STOPS.erased);
  const channels = [channel];
  if (suppressionOf(state, channel, to)) return hold(suppression.name, { code: 'suppressed', args: { channels } });
  const isWanted = newestConsent(state.consents, channel, purpose)?.granted === true;
  if (isWanted && !isConfirmed(state.consents, channel, purpose, to)) return GO;
  return hold(consent.name, { code: 'no-consent', args: { purpose, channels } });
}

/** Whether a customer may still be told that their STOP was heard. */
function mayTellOfStop(state: CustomerState, { channel, to }: DeliveryJob): May {
  if (state.firstAt === 0) return { stop: 'held-back', gate: 'erasure', reason: STOPS.erased };
  if (!suppressionOf(state, channel, to)) return GO;
  return {
    stop: 'held-back',
    gate: suppression.name,
    reason: { code: 'suppressed', args: { channels: [channel] } },
  };
}

/** Whether what a person wrote may still leave: they were told when they wrote it, and much may have changed. */
function mayLeave(state: CustomerState, { channel, to }: DeliveryJob, at: number): May {
  const refused = refuseReply(state, channel, to, at);
  return refused ? { stop: 'held-back', ...refused } : GO;
}

/** Whether the message went on by another channel while it waited: nobody gets both. */
function hasGoneOn({ reservations }: CustomerState, id: string): boolean {
  const [root, step] = [rootOf(id), stepOf(id)];
  return reservations.some((other) => other.id !== id && rootOf(other.id) === root && stepOf(other.id) > step);
}

/** Whether a receipt of an earlier channel came after all: nobody gets both. */
function hasReachedBefore(state: CustomerState, id: string, trigger: Trigger): boolean {
  for (let step = stepOf(id) - 1; step > 0; step--) if (hasArrived(state, withStep(id, step), trigger)) return true;
  return false;
}

/** The paused triggers; while all is paused, what is decided already waits instead. */
function pausedAlone({ paused }: WorkspaceView): PausedTriggers | undefined {
  return paused?.isAll ? { ...paused, isAll: false } : paused;
}

/** Gives what set the job's moment off. A job that is not tested again keeps only the id and the time of it. */
function originOf({ again, signal, signalAt }: DeliveryJob, place: Place | undefined) {
  return again
    ? restoreOrigin(again.signal, again, place)
    : restoreOrigin(lostOrigin(signalAt, signal), NOT_KEPT, undefined);
}

const GO: May = Object.freeze({ go: true });
const NOT_KEPT = { stimulus: 'again' } as const;
