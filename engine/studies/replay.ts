import type { Matcher, Moment, World } from '../../triggers/contract.ts';
import type { DecisionInputs } from '../../triggers/deciding/contract.ts';
import { decide } from '../../triggers/deciding/decide.ts';
import { fireDue } from '../../triggers/deciding/fire-due.ts';
import type { Decision, GateInputs } from '../../triggers/gates/contract.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import type { IgnoredReason } from '../../triggers/hearing/contract.ts';
import { rewind } from '../../triggers/hearing/rewind.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { mergeByWakers } from '../../triggers/state/memory.ts';
import { TIME_RULE } from '../../triggers/time/lateness.ts';
import type { Live } from '../definitions/contract.ts';
import { workspaceViewOf } from '../definitions/workspace-view.ts';
import { hearSignal } from '../pipeline/hear.ts';
import type { StoredSignal } from './contract.ts';
import { createStates } from './states.ts';

export interface ReplayParts {
  readonly live: Live;
  /** A matcher for this replay alone. */
  readonly matcher: Matcher;
  readonly kinds: ReadonlyMap<string, SignalKind>;
  readonly world: World;
  readonly addressOf: GateInputs['addressOf'];
}

/** The result of a replay for the signal it is about. */
export interface ReplayedSignal {
  /**
   * The customer as they were just after the signal, and before anything was decided; later moments change it no more.
   */
  readonly moments: readonly Moment[];
  readonly decisions: readonly Decision[];
  /** Why the signal, a fix, was ignored; absent: it counted. */
  readonly unheeded?: IgnoredReason;
  /** The customer after all of it. */
  readonly state: CustomerState;
}

/** The customer and the signal of a replay; the name of a timer stands for its stimulus. */
export interface ReplaySubject {
  readonly state: CustomerState;
  readonly target: string;
  /** Timers due by this time are fired last. */
  readonly until: number;
}

/**
 * Runs a customer's stored signals through the live functions, up to the one that is asked about. It begins with the
 * values that are known of the customer today and were true before the first signal.
 */
export function replay(signals: readonly StoredSignal[], about: ReplaySubject, parts: ReplayParts): ReplayedSignal {
  const { live, kinds, world, addressOf } = parts;
  const moments: Moment[] = [];
  const seen: Decision[] = [];
  const matcher: Matcher = {
    ...parts.matcher,
    match(moment, out) {
      // The state goes on: what is explained later must not see what came after.
      if (moment.origin.id === about.target) moments.push({ ...moment, state: structuredClone(moment.state) });
      parts.matcher.match(moment, out);
    },
  };
  const inputs: DecisionInputs = { ...workspaceViewOf(live, addressOf), matcher, places: live.places, world };
  const decided = (decisions: readonly Decision[]) => {
    for (const decision of decisions) if (decision.candidate.moment.origin.id === about.target) seen.push(decision);
  };
  const from = signals[0]?.signal.at ?? about.until;
  const begin = (id: string) => (id === about.state.id ? rewind(about.state, from) : emptyState(id));
  const states = createStates(kinds, Number.POSITIVE_INFINITY, begin, mergeByWakers(matcher.triggers));
  const hearing = { live, inputs, advance: createAdvance(kinds) };
  let unheeded: ReplayedSignal['unheeded'];
  for (const { signal, late } of signals) {
    const state = states.of(signal)!;
    fireDue(state, signal.at, inputs, decided);
    const now = late ? signal.at + TIME_RULE.lateMs + 1 : Math.max(signal.at, state.lastAt);
    const advanced = hearSignal(state, signal, now, hearing, undefined);
    if (advanced.repeat) continue;
    if (signal.id === about.target) unheeded = advanced.unheeded;
    decided(decide(state, signal, advanced.stimuli, inputs, advanced.before));
  }
  const state = states.begin(about.state.id)!;
  fireDue(state, about.until, inputs, decided);
  return { moments, decisions: seen, state, ...(unheeded && { unheeded }) };
}
