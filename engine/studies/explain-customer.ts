import type { Signal } from '../../sdk/protocol.ts';
import { formatDuration } from '../../triggers/arguments/durations.ts';
import { argsInWords } from '../../triggers/conditions/words.ts';
import type { Moment, Stimulus, Trigger } from '../../triggers/contract.ts';
import { lostOrigin } from '../../triggers/deciding/origins.ts';
import type { Place } from '../../triggers/places/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { memoryOf } from '../../triggers/state/memory.ts';
import { zoneOf } from '../../triggers/state/zone-of.ts';
import { readMovement, transitionOf, wakeKeys } from '../../triggers/waking/wake-keys.ts';
import { workspaceViewOf } from '../definitions/workspace-view.ts';
import { blockersOf } from './blockers.ts';
import type { CustomerExplanation, ExplainInputs, TriggerExplanation } from './contract.ts';
import { describe } from './describe.ts';

/** The customer's state and last signal, of which a moment is made. */
export interface MomentSource {
  readonly state: CustomerState;
  /** The customer's last signal; undefined when it is not stored any more. */
  readonly signal: Signal | undefined;
}

/**
 * Explains for each trigger, or for one, what it would do if the customer's last signal came now: what wakes it, `when`
 * with the values seen, and every gate's answer, also of gates after one that holds. Changes nothing.
 */
export function explainCustomer(present: MomentSource, explaining: ExplainInputs, only?: string): CustomerExplanation {
  const { live, at } = explaining;
  const triggers = [...live.matcher.triggers.values()]
    .filter(({ definition }) => only === undefined || definition.name === only)
    .sort((a, b) => b.definition.priority - a.definition.priority || (a.definition.name < b.definition.name ? -1 : 1));
  const { state, signal } = present;
  return {
    customer: state.id,
    at,
    zone: zoneOf(momentOfNow(present, explaining)),
    ...(signal && { signal: { id: signal.id, kind: signal.kind, at: signal.at, value: signal.value } }),
    triggers: triggers.map((trigger) => explainTrigger(trigger, present, explaining)),
  };
}

/** Returns the customer's present moment for one stimulus; absent: the last signal. */
export function momentOfNow(
  { state, signal }: MomentSource,
  {
    live,
    world,
    at,
    addressOf,
  }: Pick<ExplainInputs, 'live' | 'world' | 'at'> & Partial<Pick<ExplainInputs, 'addressOf'>>,
  stimulus: Stimulus = { type: signal ? 'signal' : 'again' },
): Moment {
  return {
    at,
    origin: signal ?? lostOrigin(at),
    signal,
    stimulus,
    state,
    place: 'place' in stimulus ? stimulus.place : undefined,
    places: live.places,
    world: { ...world, zone: live.workspace.zone },
    ...(addressOf && { workspaceView: workspaceViewOf(live, addressOf) }),
  };
}

function explainTrigger(trigger: Trigger, present: MomentSource, explaining: ExplainInputs): TriggerExplanation {
  const stimulus = wakingStimulus(trigger, present, explaining);
  const moment = momentOfNow(present, explaining, stimulus);
  const isWoken = stimulus !== undefined && wakes(trigger, moment);
  const described = describe(trigger, moment, isWoken, explaining);
  const answer = trigger.holds(moment);
  const says = isWoken ? sayings(trigger, answer, described) : whyAsleep(trigger, present.state);
  return { ...described, says };
}

/** The places the customer is in, as if just entered, then the last signal: the first that the trigger listens to. */
function wakingStimulus(
  { waker }: Trigger,
  { state, signal }: MomentSource,
  { live }: Pick<ExplainInputs, 'live'>,
): Stimulus | undefined {
  const listens = new Set(waker.listens);
  const stimuli: Stimulus[] = Object.keys(state.inside)
    .sort((a, b) => state.inside[b]!.since - state.inside[a]!.since)
    .flatMap((id) => live.place.get(id) ?? [])
    .flatMap((place) => enteringsOf(place, waker.listens, state));
  if (signal) stimuli.push({ type: 'signal' });
  return stimuli.find((stimulus) => wakeKeys(stimulus, signal).some((key) => listens.has(key)));
}

/**
 * How a customer may be said to have come into a place they are in: also confirmed by further fixes, or for the first
 * time.
 */
function enteringsOf(place: Place, listens: readonly string[], { inside, visits }: CustomerState): readonly Stimulus[] {
  const { seen } = inside[place.id]!;
  const others = [...new Set(listens.map(transitionOf))].filter((as) => {
    if (as === 'first-visit') return visits?.[place.id]?.count === 1;
    if (as === undefined) return false;
    const { is, fixes } = readMovement(as);
    return is === 'enter' && fixes !== undefined && (!seen || seen.fixes >= fixes);
  });
  return [{ type: 'enter', place }, ...others.map((as): Stimulus => ({ type: 'enter', place, as: as! }))];
}

/** Whether what a waker listens to wakes it by itself; a dwell goes by its timer. */
function wakes(trigger: Trigger, moment: Moment): boolean {
  const { waker } = trigger;
  return waker.step === undefined || waker.step(moment, memoryOf(trigger, moment.state)).wakes === true;
}

function sayings(
  { definition }: Trigger,
  answer: boolean | undefined,
  { when, gates }: Pick<TriggerExplanation, 'when' | 'gates'>,
): string {
  if (answer === false) return `would not match: ${blockersOf(when).join('; ')}`;
  if (answer === undefined) {
    const { unknown } = definition;
    const what =
      typeof unknown === 'object' ? `it would wait ${formatDuration(unknown.waitMs)}` : 'it would be skipped';
    return `would not match now, so ${what}: ${blockersOf(when).join('; ')}`;
  }
  const stop = gates.find(({ says }) => says !== 'pass');
  if (!stop) return `would send by ${gates.at(-1)?.channels[0]}`;
  return `would match, and ${stop.says === 'hold' ? 'be held back' : 'be put off'} by ${stop.gate}: ${stop.reason}`;
}

function whyAsleep(trigger: Trigger, state: CustomerState): string {
  const { definition } = trigger;
  const remembered = trigger.waker.describe?.(memoryOf(trigger, state));
  if (remembered !== undefined) return `would not wake yet: ${remembered}`;
  const due = Object.values(state.timers)
    .filter(({ trigger }) => trigger === definition.name)
    .map(({ dueAt }) => dueAt);
  if (due.length > 0) return `would not wake yet: its timer is due at ${new Date(Math.min(...due)).toISOString()}`;
  const { waker, args } = definition.on;
  return `would not wake: it waits for ${waker} ${argsInWords(args)}`;
}
