import type { Signal } from '../../sdk/protocol.ts';
import type { Stimulus } from '../../triggers/contract.ts';
import { decide } from '../../triggers/deciding/decide.ts';
import type { Decision, Reason } from '../../triggers/gates/contract.ts';
import { isHeeded } from '../../triggers/patterns/heeded.ts';
import type { Journal } from '../../triggers/state/contract.ts';
import type { MessageState } from '../../triggers/state/message-states.ts';
import { endSignal } from '../outcomes/rows.ts';
import type { AdvanceInputs } from './contract.ts';
import { hearSignal } from './hear.ts';

/** How many matches may end one because of the other. Loops are refused at publish; this bounds a chain. */
export const MOST_DEEP = 64;

/** What the end of a match set off. */
export interface HeardEnd {
  readonly signal: Signal;
  readonly late: boolean;
  readonly decisions: readonly Decision[];
}

/**
 * Lets the customer hear that a match ended without a message leaving, and decides what that sets off. Undefined: no
 * trigger goes by it, or it was heard before. The one way: of lanes and back-tests.
 */
export function hearEnd(
  decision: Decision,
  became: MessageState,
  reason: Reason,
  now: number,
  hearing: AdvanceInputs,
  journal: Journal | undefined,
): HeardEnd | undefined {
  const { trigger, moment } = decision.candidate;
  if (!isHeeded(hearing.inputs.matcher, trigger.definition.name, became)) return undefined;
  const signal = endSignal(decision, became, reason);
  const advanced = hearSignal(moment.state, signal, now, hearing, journal);
  if (advanced.repeat) return undefined;
  const { late, before } = advanced;
  // The match ended now, however long ago it was due: its signal wakes triggers though it is late.
  const stimuli = late ? [SIGNAL] : advanced.stimuli;
  return { signal, late, decisions: decide(moment.state, signal, stimuli, hearing.inputs, before) };
}

const SIGNAL: Stimulus = Object.freeze({ type: 'signal' });
