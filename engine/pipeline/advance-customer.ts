import { decide, decideWithoutSignal } from '../../triggers/deciding/decide.ts';
import { begin, fireDue } from '../../triggers/deciding/fire-due.ts';
import { worldOrigin } from '../../triggers/deciding/origins.ts';
import type { Decision } from '../../triggers/gates/contract.ts';
import { meetGoals } from '../../triggers/goals/awaited.ts';
import { forgetUnread } from '../../triggers/state/memory.ts';
import { isReply } from '../../triggers/state/reply-id.ts';
import { awaitMore, nextDueAt } from '../../triggers/state/timers.ts';
import type { CustomerCommit, LoadedState } from '../context/contract.ts';
import { findMove, findWhereabouts } from '../context/whereabouts.ts';
import type { Live } from '../definitions/contract.ts';
import type { Outcome, Times } from '../outcomes/contract.ts';
import { conversionRow, markReply, proofRow, receiptRow, saidRow } from '../outcomes/rows.ts';
import { askToConfirm } from './ask-to-confirm.ts';
import { confirmStop } from './confirm-stop.ts';
import type { Arrival, BatchView } from './contract.ts';
import { Effects } from './effects.ts';
import { hearSignal } from './hear.ts';
import { movesOf } from './moves.ts';
import { tellOfWorld } from './tell-of-world.ts';

/** One customer's share of a batch after it was decided. */
export interface CustomerResult {
  /** The change to write. Absent: nothing changed. */
  readonly change?: CustomerCommit;
  readonly outcomes: readonly Outcome[];
  /** Positions of the arrivals that are repeats. */
  readonly repeats: ReadonlySet<number>;
}

/**
 * Takes one customer through their arrivals in order and collects all effects in one change. Timers that are due in
 * between fire at their own time. Does no I/O: the same state, arrivals and view give the same result. `recalled` holds
 * ids of signals that are repeats though the state has forgotten them.
 */
export function advanceCustomer(
  { state, revision, journal }: LoadedState,
  arrivals: readonly Arrival[],
  view: BatchView,
  recalled?: ReadonlySet<string>,
): CustomerResult {
  const { inputs, now, wallAt: wallNow, positionDecimals } = view;
  const effects = new Effects(view, journal);
  const dueBefore = nextDueAt(state);
  const whereBefore = findWhereabouts(state);
  let repeats: Set<number> | undefined;
  /** An arrival may have changed the state, though no row says so. */
  let mayHaveChanged = false;
  let isLeased = false;
  let isHeard = false;
  for (let index = 0; index < arrivals.length; index++) {
    const arrival = arrivals[index]!;
    const times: Times = { at: now, wallAt: wallNow, receivedAt: arrival.receivedAt };
    const carryOut = (decisions: readonly Decision[]) => effects.carryOut(decisions, times);
    switch (arrival.type) {
      case 'tick': {
        fireDue(state, now, inputs, carryOut, 'clock');
        if (!arrival.begin) {
          isLeased = true;
          mayHaveChanged = true;
        } else if (begin(state, arrival.begin, now, inputs, carryOut)) mayHaveChanged = true;
        break;
      }
      case 'wave': {
        fireDue(state, Math.min(arrival.at, now), inputs, carryOut, 'clock');
        const change = tellOfWorld(state, arrival, view.changeAt, journal);
        if (!change) break;
        mayHaveChanged = true;
        const origin = worldOrigin(arrival.id, arrival.at);
        carryOut(decideWithoutSignal(state, origin, [{ type: 'world', change }], inputs));
        break;
      }
      case 'signal': {
        const { signal, receivedAt } = arrival;
        mayHaveChanged = true;
        fireDue(state, Math.min(signal.at, now), inputs, carryOut, 'signal');
        const isRecalled = recalled?.has(signal.id) === true;
        const advanced = isRecalled
          ? REPEAT
          : hearSignal(state, signal, now, view, journal, arrival.repeats !== 'never');
        if (advanced.repeat) {
          repeats ??= new Set();
          repeats.add(index);
          break;
        }
        const { late, stimuli, before } = advanced;
        if (!late) isHeard = true;
        effects.rows.push({ signal, receivedAt, late, positionDecimals, moves: movesOf(stimuli) });
        const receipt = signal.kind === 'message' ? receiptRow(signal, state, times) : undefined;
        if (receipt && isReply(receipt.decision)) effects.rows.push(markReply(receipt));
        else if (receipt) effects.addOutcome(receipt);
        const said = signal.kind === 'message' ? saidRow(signal, state) : undefined;
        if (said) effects.rows.push(said);
        if (signal.kind === 'consent') {
          const proof = proofRow(signal, state);
          if (proof) effects.rows.push(proof);
          effects.jobs.push(...confirmStop(signal, state, receivedAt, view));
        }
        if (signal.kind === 'consent' || signal.kind === 'identify')
          effects.jobs.push(...askToConfirm(signal, state, receivedAt, view));
        if (state.awaited)
          for (const met of meetGoals(state, signal, view.inputs))
            effects.addOutcome(conversionRow(met, signal, state.id, times));
        carryOut(decide(state, signal, stimuli, inputs, before));
        break;
      }
    }
  }
  const { rows, jobs, outcomes } = effects;
  if (isHeard) awaitMore(state, now);
  const dueAt = nextDueAt(state);
  // A tick was handed out under a lease, which moved the entry of the next timer: it is set to its true time again.
  const isAsBefore = dueAt === dueBefore && !isLeased;
  if (!mayHaveChanged && isAsBefore && rows.length === 0) return { outcomes, repeats: NO_REPEATS };
  noteDefinitions(state, view.live);
  const change: CustomerCommit = {
    customer: state.id,
    revision,
    state,
    journal,
    nextDueAt: isAsBefore ? 'as-before' : dueAt,
    rows,
    jobs,
    movedTo: findMove(state, whereBefore),
  };
  return { change, outcomes, repeats: repeats ?? NO_REPEATS };
}

const REPEAT = { repeat: true } as const;
const NO_REPEATS: ReadonlySet<number> = new Set();

/** Notes under which definitions the state was decided, and forgets what these do not read. */
function noteDefinitions(state: LoadedState['state'], { revision, matcher }: Live): void {
  if (state.definitions === revision) return;
  forgetUnread(state, matcher.triggers);
  state.definitions = revision;
}
