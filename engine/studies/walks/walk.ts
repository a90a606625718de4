import type { Signal } from '../../../sdk/protocol.ts';
import type { Scope } from '../../../triggers/conditions/contract.ts';
import type { Matcher, Moment, Stimulus, World } from '../../../triggers/contract.ts';
import type { DecisionInputs } from '../../../triggers/deciding/contract.ts';
import { decide } from '../../../triggers/deciding/decide.ts';
import { fireDue } from '../../../triggers/deciding/fire-due.ts';
import { sayReason } from '../../../triggers/deciding/say-reason.ts';
import type { Decision, GateInputs } from '../../../triggers/gates/contract.ts';
import { createAdvance } from '../../../triggers/hearing/advance.ts';
import type { SignalKind } from '../../../triggers/signals/contract.ts';
import type { CustomerState } from '../../../triggers/state/contract.ts';
import type { Live } from '../../definitions/contract.ts';
import { workspaceViewOf } from '../../definitions/workspace-view.ts';
import { hearSignal } from '../../pipeline/hear.ts';
import { blockersOf } from '../blockers.ts';
import { describe } from '../describe.ts';
import { wokenFor } from '../woken-for.ts';
import type { WalkDecision, WalkFindings, WalkFix, WalkMove, WalkNotes, WalkStep, WalkWoken } from './contract.ts';

export interface WalkParts {
  readonly live: Live;
  /** A matcher for this walk alone. */
  readonly matcher: Matcher;
  readonly scope: Scope<Moment>;
  readonly kinds: ReadonlyMap<string, SignalKind>;
  readonly world: World;
  readonly addressOf: GateInputs['addressOf'];
  /** The customer who walks; the walk changes this copy and nothing else. */
  readonly state: CustomerState;
  readonly fixes: readonly WalkFix[];
  /** Until when timers come due after the last fix. */
  readonly until: number;
}

/**
 * Leads a customer along a way through the live functions, in memory alone: fix by fix what it sets off and why.
 * Nothing is stored, nothing is sent, and no customer changes. A fix a slice.
 */
export function* walk(parts: WalkParts): Generator<void, WalkFindings> {
  const { live, kinds, state, fixes, until } = parts;
  const recorder = createRecorder(parts);
  const advance = createAdvance(kinds);
  const { inputs } = recorder;
  const hearing = { live, inputs, advance };
  const steps: WalkStep[] = [];
  for (const [i, fix] of fixes.entries()) {
    yield;
    const { at, lat, lon, accuracyMetres } = fix;
    fireDue(state, at, inputs, recorder.decided);
    const signal = signalOf(fix, i, state.id);
    const advanced = hearSignal(state, signal, Math.max(at, state.lastAt), hearing, undefined);
    const stimuli = advanced.repeat ? [] : advanced.stimuli;
    recorder.decided(decide(state, signal, stimuli, inputs, advanced.repeat ? undefined : advanced.before));
    steps.push({
      at,
      lat,
      lon,
      ...(accuracyMetres !== undefined && { accuracyMetres }),
      ...(!advanced.repeat && advanced.unheeded && { ignored: advanced.unheeded }),
      inside: Object.keys(state.inside),
      moves: stimuli.flatMap(moveOf),
      ...recorder.take(),
    });
  }
  fireDue(state, until, inputs, recorder.decided);
  return { steps, after: recorder.take() };
}

function signalOf(
  { at, lat, lon, accuracyMetres, speedMetresPerSecond }: WalkFix,
  i: number,
  customer: string,
): Signal {
  return {
    id: `walk-${i}`,
    kind: 'location',
    customer,
    at,
    value: {
      lat,
      lon,
      ...(accuracyMetres !== undefined && { accuracyMetres }),
      ...(speedMetresPerSecond !== undefined && { speedMetresPerSecond }),
    },
  };
}

/** Notes each moment that woke a trigger, and each decision. */
function createRecorder({ live, matcher: own, scope, world, addressOf }: WalkParts) {
  let woken: WalkWoken[] = [];
  let decisions: WalkDecision[] = [];
  const note = (moment: Moment) => {
    for (const trigger of live.matcher.triggers.values()) {
      const mine = wokenFor(trigger, moment, live);
      if (!mine) continue;
      const described = describe(trigger, mine, true, { live, scope, addressOf });
      woken.push({ at: moment.at, by: wordsOf(moment.stimulus), blockers: blockersOf(described.when), ...described });
    }
  };
  const matcher: Matcher = {
    ...own,
    match(moment, out) {
      // Asked before the matching, which moves the memory of wakers on.
      note(moment);
      own.match(moment, out);
    },
  };
  const inputs: DecisionInputs = { ...workspaceViewOf(live, addressOf), matcher, places: live.places, world };
  return {
    inputs,
    decided(made: readonly Decision[]) {
      decisions.push(...made.map(decisionOf));
    },
    /** What was noted since the last call. */
    take(): WalkNotes {
      const taken = { woken, decisions };
      woken = [];
      decisions = [];
      return taken;
    },
  };
}

function decisionOf(decision: Decision): WalkDecision {
  const { candidate, result } = decision;
  const { moment, trigger } = candidate;
  const reason = 'reason' in decision ? decision.reason : undefined;
  return {
    at: moment.at,
    trigger: trigger.definition.name,
    result,
    ...(moment.place && { place: moment.place.id }),
    ...(result === 'send' && { channel: decision.channel }),
    ...('gate' in decision && { gate: decision.gate }),
    ...(reason && { code: reason.code, args: reason.args, reason: sayReason(reason) }),
    ...(result === 'deferred' && { until: decision.until }),
  };
}

function moveOf(stimulus: Stimulus): readonly WalkMove[] {
  if (!('place' in stimulus)) return [];
  const { type, place } = stimulus;
  const as = stimulus.as;
  const isPassing = 'passing' in stimulus && stimulus.passing === true;
  return [
    {
      move: type,
      place: place.id,
      name: place.name,
      ...(as !== undefined && { as }),
      ...(isPassing && { passing: true as const }),
    },
  ];
}

function wordsOf(stimulus: Stimulus): string {
  return 'place' in stimulus ? `${stimulus.as ?? stimulus.type} ${stimulus.place.id}` : stimulus.type;
}
