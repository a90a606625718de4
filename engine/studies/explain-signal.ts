import type { Scope } from '../../triggers/conditions/contract.ts';
import type { Matcher, Moment, Trigger, World } from '../../triggers/contract.ts';
import { ORIGIN_KINDS, timerDueAt } from '../../triggers/deciding/origins.ts';
import type { Decision, GateInputs } from '../../triggers/gates/contract.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { zoneOf } from '../../triggers/state/zone-of.ts';
import { readMovement, transitionOf } from '../../triggers/waking/wake-keys.ts';
import type { Live } from '../definitions/contract.ts';
import type { Histories, RecordedStep, SignalExplanation, SignalTriggerExplanation, StoredSignal } from './contract.ts';
import { describe } from './describe.ts';
import { MOST_SIGNALS } from './history.ts';
import { findLastNear } from './last-near.ts';
import { positionNote } from './position-note.ts';
import { pushedWorld } from './pushed-world.ts';
import { type ReplayedSignal, replay } from './replay.ts';
import { decisionInWords, whatBecame } from './what-became.ts';
import { wokenFor } from './woken-for.ts';

export interface ExplainSignalInputs {
  readonly live: Live;
  /** A matcher for this explanation alone. */
  readonly matcher: Matcher;
  readonly scope: Scope<Moment>;
  readonly kinds: ReadonlyMap<string, SignalKind>;
  readonly world: World;
  readonly addressOf: GateInputs['addressOf'];
  readonly histories: Histories;
  readonly now: number;
  /** The decimals of a degree that are stored of a position. */
  readonly positionDecimals: number;
}

/**
 * Explains one signal: for each trigger, or for one, what woke it, `when` with the values seen then, the gates, and the
 * recorded outcome. The context of then is computed again from the stored signals. Undefined: the signal is not stored.
 */
export async function explainSignal(
  state: CustomerState,
  id: string,
  explaining: ExplainSignalInputs,
  only?: string,
): Promise<SignalExplanation | undefined> {
  const { live, kinds, histories, now } = explaining;
  const ids = [state.id, ...state.aliases];
  const past = await lookBack(ids, id, histories);
  if (!past) return undefined;
  const { target, signals, at } = past;
  const world = pushedWorld(await histories.worldBefore(at), explaining.world, now, kinds);
  const parts = { live, matcher: explaining.matcher, kinds, world, addressOf: explaining.addressOf };
  const seen = replay(signals, { state, target: id, until: at }, parts);
  const steps = await histories.steps(ids, id);
  const moment = seen.moments[0] ?? standIn(id, target, seen, world, live, at);
  const triggers = [...live.matcher.triggers.values()]
    .filter(({ definition }) => only === undefined || definition.name === only)
    .map((trigger) => {
      const recorded = steps.filter((step) => step.trigger === trigger.definition.name);
      return explainTrigger(trigger, moment, seen, recorded.map(withoutTrigger), explaining);
    })
    .sort((a, b) => rank(b) - rank(a) || (a.trigger < b.trigger ? -1 : 1));
  const [one] = triggers;
  if (only !== undefined && one && !one.on.isWoken) {
    const trigger = live.matcher.triggers.get(only);
    if (trigger) triggers[0] = { ...one, near: await findLastNear(trigger, ids, live, histories) };
  }
  const from = signals[0]?.signal.at;
  return {
    customer: state.id,
    zone: zoneOf(moment),
    signal: {
      id,
      kind: moment.origin.kind,
      at,
      value: target?.signal.value ?? {},
      late: target?.late ?? false,
    },
    stimuli: seen.moments.map(stimulusInWords),
    triggers,
    lookedBackOn: { signals: signals.length, ...(from !== undefined && { from }) },
    notes: notesOf(target, signals, moment, triggers, explaining, seen.unheeded),
  };
}

interface Past {
  /** Absent: it was a timer, or a change of the world. */
  readonly target?: StoredSignal;
  readonly signals: readonly StoredSignal[];
  readonly at: number;
}

async function lookBack(ids: readonly string[], id: string, histories: Histories): Promise<Past | undefined> {
  const due = timerDueAt(id);
  const target = due === undefined ? await histories.find(ids, id) : undefined;
  if (target) return { target, signals: await histories.upTo(ids, target.order), at: target.signal.at };
  const at = due ?? (await histories.decidedAt(ids, id));
  if (at === undefined) return undefined;
  const signals = await histories.until(ids, at);
  return signals.length === 0 ? undefined : { signals, at };
}

function explainTrigger(
  trigger: Trigger,
  first: Moment,
  { moments, decisions, state }: ReplayedSignal,
  recorded: readonly RecordedStep[],
  explaining: ExplainSignalInputs,
): SignalTriggerExplanation {
  const { name } = trigger.definition;
  const woken = moments.flatMap((moment) => wokenFor(trigger, moment, explaining.live) ?? []);
  // Of several places it matched for, the one that it spoke of comes first.
  const decision = decisions.find(({ candidate }: Decision) => candidate.trigger.definition.name === name);
  const spokenOf = decision?.candidate.moment.place?.id;
  const moment =
    woken.find((one) => one.place?.id === spokenOf && trigger.holds(one)) ??
    woken.find((one) => trigger.holds(one)) ??
    woken[0] ??
    recordedMoment(trigger, first, recorded, explaining);
  const described = describe(trigger, moment ?? first, moment !== undefined, explaining);
  const due = Object.values(state.timers).filter((timer) => timer.trigger === name);
  return {
    ...described,
    says: whatBecame(described, recorded, decision, due, stimuliOf(moments)),
    recorded,
    ...(decision && { decides: decisionInWords(decision) }),
  };
}

/**
 * The moment that was recorded, where the stored signals do not lead to it any more: with the place that was entered or
 * left. Undefined: nothing was recorded.
 */
function recordedMoment(
  { waker }: Trigger,
  first: Moment,
  recorded: readonly RecordedStep[],
  { live }: ExplainSignalInputs,
): Moment | undefined {
  const [step] = recorded;
  const place = step && live.place.get(step.place);
  if (!place) return step && first;
  const isExit = waker.listens.map(transitionOf).every((as) => as !== undefined && readMovement(as).is === 'exit');
  const stimulus = isExit ? ({ type: 'exit', place } as const) : ({ type: 'enter', place } as const);
  return { ...first, stimulus, place };
}

/** A moment for a signal that set nothing off. */
function standIn(
  id: string,
  target: StoredSignal | undefined,
  { state }: ReplayedSignal,
  world: World,
  live: Live,
  at: number,
): Moment {
  const signal = target?.signal;
  const origin = signal ?? { id, kind: timerDueAt(id) === undefined ? ORIGIN_KINDS.world : ORIGIN_KINDS.timer, at };
  const stimulus = { type: signal ? 'signal' : 'again' } as const;
  return { at, origin, signal, stimulus, state, place: undefined, places: live.places, world };
}

function stimulusInWords({ stimulus, origin, signal, place }: Moment): string {
  if (stimulus.type === 'timer') return `timer of ${stimulus.trigger}`;
  if (stimulus.type === 'enter' && stimulus.passing)
    return `enter ${stimulus.place.id} by passing: the way from the position before led through it`;
  if (stimulus.type !== 'signal') return place ? `${stimulus.type} ${place.id}` : stimulus.type;
  return signal?.kind === 'event' ? `event ${String(signal.value.name)}` : `signal ${origin.kind}`;
}

function stimuliOf(moments: readonly Moment[]): readonly string[] {
  return moments.map(stimulusInWords);
}

/** Those that did something first, then those that nearly did. */
function rank({ recorded, on, answer }: SignalTriggerExplanation): number {
  if (recorded.length > 0) return 4;
  if (!on.isWoken) return 0;
  return answer === 'yes' ? 3 : answer === 'unknown' ? 2 : 1;
}

function withoutTrigger({ trigger: _, ...step }: RecordedStep & { readonly trigger: string }): RecordedStep {
  return step;
}

const UNHEEDED = {
  'other-device':
    'another device of the customer leads: what this one says is known of it alone, and moved the customer nowhere',
  older: 'this position is not newer than the last one: it moved the customer nowhere',
  outdone: 'this position is coarse, and a finer one of the last five minutes stands: it moved the customer nowhere',
  impossible:
    'nobody can have come to this position since the last one: it counted for nothing, and counts only if the next one agrees with it',
} as const;

function notesOf(
  target: StoredSignal | undefined,
  signals: readonly StoredSignal[],
  { origin }: Moment,
  triggers: readonly SignalTriggerExplanation[],
  { live: { revision }, positionDecimals }: ExplainSignalInputs,
  unheeded: ReplayedSignal['unheeded'],
): readonly string[] {
  const position = positionNote(positionDecimals);
  const notes: string[] = [];
  const note = (sentence: string) => notes.push(sentence);
  note(
    `worked out from ${signals.length} stored signals with the definitions that are live now (revision ${revision}); what was recorded is what happened`,
  );
  if (signals.length === MOST_SIGNALS) note(`only the newest ${MOST_SIGNALS} signals before it were looked at`);
  if (position !== undefined && signals.some(({ signal: { kind } }) => kind === 'location')) note(position);
  if (target?.isCut) note('the value was too long to be stored whole: only its short members are left');
  if (target?.late) note('it came too late to wake anything; it only updated what is known');
  if (unheeded) note(UNHEEDED[unheeded]);
  if (origin.kind === ORIGIN_KINDS.world)
    note('what changed in the world is not stored: the trigger woke for what was recorded');
  if (origin.kind !== 'weather') {
    note(
      'of a provider only the turns of its weather are stored: an hour after the last one it is unknown, as far as it was not pushed',
    );
  }
  for (const { trigger, version, recorded } of triggers) {
    // A receipt knows its delivery, and of no version.
    const other = recorded.find((step) => step.version !== 0 && step.version !== version);
    if (other) note(`${trigger} was at version ${other.version} then, it is at version ${version} now`);
  }
  return notes;
}
