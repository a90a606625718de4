import type { Signal } from '../../sdk/protocol.ts';
import type { ValuesBefore } from '../changes/contract.ts';
import { beforeFor } from '../changes/read.ts';
import type { Match, Moment, Stimulus, Trigger, WorkspaceView } from '../contract.ts';
import type { Candidate, Decision, GateInputs, Workspace } from '../gates/contract.ts';
import priority from '../gates/priority.ts';
import shadow from '../gates/shadow.ts';
import { derivedId } from '../hash.ts';
import { STOPS } from '../reasons/stops.ts';
import type { CustomerState, Timer } from '../state/contract.ts';
import { firedName } from '../state/fired.ts';
import { noteFired, reserve } from '../state/reservations.ts';
import { timerKey } from '../state/timers.ts';
import { zoneOf } from '../time/zone.ts';
import { asideOf, noteAsides } from './asides.ts';
import { channelsFor } from './channel-order.ts';
import type { DecisionInputs, KeptStimulus } from './contract.ts';
import { keepStimulus, restoreStimulus } from './kept-stimulus.ts';
import { gather } from './matched.ts';
import { passGates } from './order.ts';
import { endWithout } from './removed-trigger.ts';

/**
 * Decides what a signal's stimuli set off for its customer: exactly one decision for each trigger that matched, and where it matched
 * for several places for each of them; of these it speaks of one. Advances `state` (waker memories, timers, reservations) in place; pure otherwise. `before` is what the signal changed.
 */
export function decide(
  state: CustomerState,
  signal: Signal,
  stimuli: readonly Stimulus[],
  inputs: DecisionInputs,
  before?: ValuesBefore,
): readonly Decision[] {
  if (stimuli.length === 0) return NONE;
  const matches: Match[] = [];
  for (const stimulus of stimuli) {
    const place = 'place' in stimulus ? stimulus.place : undefined;
    inputs.matcher.match(momentOf({ state, signal, at: signal.at, stimulus, place, before }, inputs, inputs), matches);
  }
  if (matches.length === 0) return NONE;
  const asking: Asking[] = [];
  for (const [{ trigger, moment, answer }, ...others] of gather(matches)) {
    const candidate = candidateOf(trigger, moment, inputs.workspace);
    // Let through before: a signal that came again after its id was forgotten.
    if (state.reservations.some(({ id }) => id === candidate.id)) continue;
    const asides = others.length === 0 ? NO_ASIDES : others.map((match) => asideOf(match, candidate));
    if (answer) asking.push({ candidate, asides });
    else waitForAnswer(state, candidate, asides);
  }
  return judge(asking, signal.at, inputs, { decidedAt: signal.at, resumed: false });
}

/** Goes on with a decision that was put off: `timer.payload` was written by this module. */
export function resume(state: CustomerState, timer: Timer, inputs: DecisionInputs): readonly Decision[] {
  const pending = timer.payload as Pending;
  const { kind, signal, placeId, otherIds = [], others = [], decidedAt, id, version, before } = pending;
  const trigger = inputs.matcher.triggers.get(timer.trigger);
  const momentAt = (about: string | undefined, kept: KeptStimulus) => {
    const place = about === undefined ? undefined : inputs.places.places.get(about);
    const parts = { state, signal, at: timer.dueAt, stimulus: restoreStimulus(kept, place), place, before };
    return momentOf(parts, inputs, inputs);
  };
  const moment = momentAt(placeId, pending);
  if (!trigger) return kind === 'wait' ? NONE : [endWithout({ name: timer.trigger, version }, id, moment)];
  const candidate = { ...candidateOf(trigger, moment, inputs.workspace), id };
  if (kind === 'wait') {
    const besides = otherIds.map((about, i) => momentAt(about, others[i] ?? { stimulus: pending.stimulus }));
    const matches = [moment, ...besides].flatMap((one): readonly Match[] =>
      trigger.holds(one) === true ? [{ trigger, moment: one, answer: true }] : [],
    );
    const asking = gather(matches).map(([chosen, ...others]): Asking => {
      const speaker = { ...candidate, moment: chosen.moment };
      return { candidate: speaker, asides: others.map((match) => asideOf(match, speaker)) };
    });
    return judge(asking, timer.dueAt, inputs, { decidedAt: timer.dueAt, resumed: false });
  }
  const { expiresMs, stillTrue } = trigger.definition.message;
  const base = { candidate, resumed: true };
  if (timer.dueAt >= decidedAt + expiresMs) return [{ ...base, result: 'expired', reason: STOPS.overWhileWaiting }];
  if (stillTrue && trigger.holds(moment) !== true) {
    return [{ ...base, result: 'held-back', gate: 'still-true', reason: STOPS.untrue }];
  }
  return judge([{ candidate, asides: NO_ASIDES }], timer.dueAt, inputs, { decidedAt, resumed: true });
}

/** A moment for the triggers: a signal with all that is known at an instant. */
export function momentOf(
  { state, signal, at, stimulus, place, before }: Omit<Moment, 'places' | 'world' | 'workspaceView'>,
  { places, world }: Pick<DecisionInputs, 'places' | 'world'>,
  workspaceView?: WorkspaceView,
): Moment {
  return { at, signal, state, stimulus, place, places, world, before, workspaceView };
}

/** A deferred decision in a timer's payload. JSON. */
interface Pending extends KeptStimulus {
  readonly kind: 'wait' | 'deferred';
  readonly id: string;
  readonly signal: Signal;
  readonly placeId?: string;
  /** The other places for which the answer is not known. */
  readonly otherIds?: readonly string[];
  /** How each of these was entered or left. Absent in what an earlier release stored. */
  readonly others?: readonly KeptStimulus[];
  readonly decidedAt: number;
  readonly version: number;
  readonly before?: ValuesBefore;
}

const NONE: readonly Decision[] = Object.freeze([]);
const NO_ASIDES: readonly Candidate[] = Object.freeze([]);

/** A match on its way to the gates, and what the trigger matched besides and does not speak of. */
interface Asking {
  readonly candidate: Candidate;
  readonly asides: readonly Candidate[];
}

function candidateOf(trigger: Trigger, moment: Moment, workspace: Workspace): Candidate {
  const id = derivedId(moment.signal.id, trigger.definition.name, String(trigger.version), moment.state.id);
  return { id, trigger, moment, channels: channelsFor(trigger.definition, moment.state, workspace) };
}

/** Asks the gates, most important trigger first, and reserves for those that pass. */
function judge(
  asking: readonly Asking[],
  at: number,
  inputs: DecisionInputs,
  { decidedAt, resumed }: { readonly decidedAt: number; readonly resumed: boolean },
): readonly Decision[] {
  const decisions: Decision[] = [];
  const won: Candidate[] = [];
  const waiting: Candidate[] = [];
  for (const { candidate, asides } of asking.toSorted(byPriority)) {
    const { state } = candidate.moment;
    const gateInputs: GateInputs = {
      at,
      zone: zoneOf(candidate.moment),
      workspace: inputs.workspace,
      addressOf: inputs.addressOf,
      won,
    };
    const result = passGates(candidate, gateInputs);
    if (result.passed) {
      won.push(candidate);
      const { name, message } = candidate.trigger.definition;
      const { id } = candidate;
      reserve(
        state,
        { id, at, trigger: name, channel: result.channel, purpose: message.purpose },
        inputs.workspace.caps,
        inputs.keepMessagesMs,
      );
      decisions.push({
        candidate,
        resumed,
        result: 'send',
        channel: result.channel,
        expiresAt: decidedAt + message.expiresMs,
      });
    } else if (result.deferUntil !== undefined) {
      // Who waits is still one of those that the signal may set off; who speaks now need not stand back for it.
      const place = priority.check(candidate, { ...gateInputs, won: [...won, ...waiting] });
      if ('hold' in place) {
        decisions.push({ candidate, resumed, result: 'held-back', gate: priority.name, reason: place.hold });
      } else {
        if (!candidate.trigger.definition.shadow) waiting.push(candidate);
        const { gate, reason } = result;
        const until = Math.min(result.deferUntil, decidedAt + candidate.trigger.definition.message.expiresMs);
        putOff(state, 'deferred', candidate, until, decidedAt);
        decisions.push({ candidate, resumed, result: 'deferred', gate, reason, until });
      }
    } else {
      // In shadow mode it rests as if it had spoken.
      if (result.gate === shadow.name) noteFired(state, firedName(candidate.trigger.definition), at);
      decisions.push({ candidate, resumed, result: 'held-back', gate: result.gate, reason: result.reason });
    }
    if (asides.length > 0) noteAsides(decisions.at(-1)!, asides, decisions);
  }
  return decisions;
}

function byPriority(a: Asking, b: Asking): number {
  const [x, y] = [a.candidate.trigger.definition, b.candidate.trigger.definition];
  return y.priority - x.priority || (x.name < y.name ? -1 : 1);
}

function waitForAnswer(state: CustomerState, candidate: Candidate, asides: readonly Candidate[]): void {
  const { unknown } = candidate.trigger.definition;
  if (typeof unknown === 'string') return;
  const { at } = candidate.moment;
  putOff(state, 'wait', candidate, at + unknown.waitMs, at, asides);
}

function putOff(
  state: CustomerState,
  kind: Pending['kind'],
  { id, trigger, moment }: Candidate,
  dueAt: number,
  decidedAt: number,
  asides: readonly Candidate[] = NO_ASIDES,
): void {
  const { name } = trigger.definition;
  const key = `${kind}:${id}`;
  const before = beforeFor(trigger.tracks, moment.before);
  const besides = asides.map((aside) => aside.moment).filter(({ place }) => place !== undefined);
  const payload: Pending = {
    kind,
    id,
    signal: moment.signal,
    ...keepStimulus(moment.stimulus),
    ...(moment.place && { placeId: moment.place.id }),
    ...(besides.length > 0 && {
      otherIds: besides.map(({ place }) => place!.id),
      others: besides.map(({ stimulus }) => keepStimulus(stimulus)),
    }),
    decidedAt,
    version: trigger.version,
    ...(before && { before }),
  };
  state.timers[timerKey(name, key)] = { dueAt, trigger: name, key, payload };
}
