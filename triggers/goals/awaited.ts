import type { Signal } from '../../sdk/protocol.ts';
import type { Matcher, Moment, Stimulus, WorkspaceView, World } from '../contract.ts';
import type { Candidate } from '../gates/contract.ts';
import type { PlacesIndex } from '../places/contract.ts';
import type { AwaitedGoals, CustomerState, Group } from '../state/contract.ts';
import { dropRepeats } from '../state/drop-repeats.ts';
import { DAY_MS } from '../time/spans.ts';
import type { CompiledGoal, MetGoal } from './contract.ts';

/**
 * How long after its end a goal is still remembered: a signal that comes late counts by its own time, as those of a
 * telephone without a network do.
 */
const LATE_MS = DAY_MS;

/** Begins to wait for the goals of a decision, once its group is drawn. Forgets those whose time is over. */
export function awaitGoals({ id, trigger, moment }: Candidate, group: Group, channel: string, at: number): void {
  const { goals = [], definition, version } = trigger;
  if (goals.length === 0) return;
  const { state, place } = moment;
  const awaited: AwaitedGoals = {
    decision: id,
    trigger: definition.name,
    version,
    group,
    channel,
    place: place?.id ?? '',
    at,
    until: at + Math.max(...goals.map(({ withinMs }) => withinMs)) + LATE_MS,
  };
  const others = (state.awaited ?? NONE).filter(({ decision, until }) => decision !== id && until >= at);
  state.awaited = dropRepeats([...others, awaited]);
}

/**
 * Returns the goals that a signal meets, of decisions before it: each once for each decision, by the signal's own time.
 * They are not awaited any more.
 */
export function meetGoals(state: CustomerState, signal: Signal, inputs: GoalInputs): readonly MetGoal[] {
  const { awaited = NONE } = state;
  const { triggers } = inputs.matcher;
  const { world, places } = inputs;
  const told = { at: signal.at, origin: signal, signal, stimulus: SIGNAL, state, place: undefined };
  const moment: Moment = { ...told, world, places, workspaceView: inputs };
  const met: (MetGoal & { readonly at: number })[] = [];
  const left = awaited.flatMap((one): readonly AwaitedGoals[] => {
    const goals = triggers.get(one.trigger)?.goals ?? [];
    const open = goals.filter(({ name }) => !one.met?.includes(name));
    const now = open.filter((goal) => isMet(goal, one, moment));
    met.push(...now.map((goal) => metBy(goal, one, moment)));
    if (one.until < state.lastAt || now.length === open.length) return [];
    return now.length === 0 ? [one] : [{ ...one, met: [...(one.met ?? []), ...now.map(({ name }) => name)] }];
  });
  if (left.length !== awaited.length || met.length > 0) {
    if (left.length > 0) state.awaited = left;
    else state.awaited = undefined;
  }
  return met.map(({ at, ...one }) => ({ ...one, ...placeAmong(at, met) }));
}

/** The live definitions that goals are met under. */
export interface GoalInputs extends WorkspaceView {
  readonly matcher: Pick<Matcher, 'triggers'>;
  readonly world: World;
  readonly places: PlacesIndex;
}

const NONE: readonly AwaitedGoals[] = Object.freeze([]);
const SIGNAL: Stimulus = Object.freeze({ type: 'signal' });

function isMet({ withinMs, is }: CompiledGoal<Moment>, { at }: AwaitedGoals, moment: Moment): boolean {
  return moment.at >= at && moment.at <= at + withinMs && is(moment);
}

function metBy({ name, isPrimary, worthOf }: CompiledGoal<Moment>, awaited: AwaitedGoals, moment: Moment) {
  const { until: _, met: __, ...decided } = awaited;
  return { ...decided, goal: name, isPrimary, isFirst: false, isLast: false, value: worthOf(moment) };
}

/** Only messages that could be sent are the first or the last before a success; a control group has none. */
function placeAmong(at: number, met: readonly (MetGoal & { readonly at: number })[]) {
  const times = met.filter(({ group, isPrimary }) => group === 'message' && isPrimary).map((one) => one.at);
  return { isFirst: at <= Math.min(...times), isLast: at >= Math.max(...times) };
}
