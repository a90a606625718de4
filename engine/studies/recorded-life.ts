import type { Signal } from '../../sdk/protocol.ts';
import type { DecisionInputs } from '../../triggers/deciding/contract.ts';
import { decide } from '../../triggers/deciding/decide.ts';
import type { Decision } from '../../triggers/gates/contract.ts';
import { meetGoals } from '../../triggers/goals/awaited.ts';
import type { MetGoal } from '../../triggers/goals/contract.ts';
import type { Advance } from '../../triggers/hearing/contract.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { isLate, TIME_RULE } from '../../triggers/time/lateness.ts';
import type { Live } from '../definitions/contract.ts';
import { hearSignal } from '../pipeline/hear.ts';
import { createEndings, isOfThen } from './endings.ts';
import type { RecordedWorld } from './recorded-world.ts';
import type { SignalEnd } from './signal-counts.ts';
import type { States } from './states.ts';
import { createWaking } from './waking.ts';

export interface RecordedLifeParts {
  readonly live: Live;
  readonly kinds: ReadonlyMap<string, SignalKind>;
  readonly inputs: DecisionInputs;
  readonly advance: Advance;
  readonly world: RecordedWorld;
  readonly states: States;
  /** The name of the tested trigger. */
  readonly tested: string;
  /** The start of the recording. */
  readonly from: number;
  /** Called with all decisions of one signal or timer, and the customer's state after them. */
  readonly decided: (decisions: readonly Decision[], state: CustomerState) => void;
  /** Called with the goals that a signal met. */
  readonly met: (goals: readonly MetGoal[]) => void;
}

/** Customers and the world, as they live through recorded signals on the signals' own time. */
export interface RecordedLife {
  /**
   * Runs the time up to a signal, takes the signal, and tells its end. `cameLate`: the recording says that it came
   * late.
   */
  take(signal: Signal, cameLate: boolean): SignalEnd;
  /** Runs the time of all customers up to the end of the recording. */
  end(at: number): void;
}

/** Creates a life in which nothing has happened yet. */
export function createRecordedLife(parts: RecordedLifeParts): RecordedLife {
  const { live, kinds, inputs, advance, world, states, tested, from } = parts;
  const hearing = { live, inputs, advance };
  const decided = (decisions: readonly Decision[], state: CustomerState) => {
    if (decisions.length === 0) return;
    parts.decided(decisions, state);
    endDecisions(decisions);
  };
  const endDecisions = createEndings(hearing, decided);
  const waking = createWaking({ inputs, changeAt: world.changeAt, states, decided, from });
  let newestOfWorld = 0;

  const takeOfWorld = (signal: Signal, cameLate: boolean): SignalEnd => {
    if (signal.at > newestOfWorld) newestOfWorld = signal.at;
    const seen = world.take(signal);
    if (!cameLate && !isLate(signal.at, newestOfWorld)) waking.happened(seen);
    return 'world';
  };
  const takeOfCustomer = (signal: Signal, cameLate: boolean): SignalEnd => {
    const state = states.of(signal);
    if (!state) return 'passed-over';
    waking.liveUntil(state, signal.at);
    if (isOfThen(signal, tested, state, from)) return 'of-then';
    // A recording has no clock: a customer's newest signal tells their time.
    const now = cameLate ? signal.at + TIME_RULE.lateMs + 1 : Math.max(signal.at, state.lastAt);
    const advanced = hearSignal(state, signal, now, hearing, undefined);
    if (advanced.repeat) return 'repeat';
    waking.heardOf(state);
    if (state.awaited) parts.met(meetGoals(state, signal, inputs));
    decided(decide(state, signal, advanced.stimuli, inputs, advanced.before), state);
    return advanced.late ? 'late' : 'on-time';
  };

  return {
    take: (signal, cameLate) =>
      kinds.get(signal.kind)?.about === 'world' ? takeOfWorld(signal, cameLate) : takeOfCustomer(signal, cameLate),
    end(at) {
      for (const state of states.all()) waking.liveUntil(state, at);
    },
  };
}
