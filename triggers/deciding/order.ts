import consent from '../gates/consent.ts';
import contactRules from '../gates/contact-rules.ts';
import type { Candidate, ChannelPlan, Gate, GateInputs, Reason } from '../gates/contract.ts';
import cooldown from '../gates/cooldown.ts';
import frequencyCap from '../gates/frequency-cap.ts';
import holdOut from '../gates/hold-out.ts';
import paused from '../gates/paused.ts';
import priority from '../gates/priority.ts';
import quietHours from '../gates/quiet-hours.ts';
import reach from '../gates/reach.ts';
import shadow from '../gates/shadow.ts';
import suppression from '../gates/suppression.ts';
import window from '../gates/window.ts';
import workspaceHoldOut from '../gates/workspace-hold-out.ts';

/**
 * The order in which gates are asked; the first that stops a candidate is the recorded reason. What the customer wants
 * comes before what we want; the control group is drawn among those who would have been written to, so after a pause;
 * that of the whole workspace before that of a trigger; priority sees only survivors. What comes as far as shadow mode
 * would have been sent.
 */
export const GATES: readonly Gate[] = [
  consent,
  suppression,
  reach,
  window,
  contactRules,
  quietHours,
  cooldown,
  frequencyCap,
  paused,
  workspaceHoldOut,
  holdOut,
  priority,
  shadow,
];

/** How a candidate fared: every gate's word up to the first that stopped it. */
export type CandidateResult =
  | { readonly passed: true; readonly channel: string; readonly plan: ChannelPlan }
  | {
      readonly passed: false;
      readonly gate: string;
      readonly reason: Reason;
      readonly deferUntil?: number;
      readonly left: Candidate;
    };

/** Sends a candidate through the gates in their order. */
export function passGates(candidate: Candidate, inputs: GateInputs, gates: readonly Gate[] = GATES): CandidateResult {
  let left = candidate;
  if (left.channels.length === 0) return { passed: false, gate: reach.name, reason: NO_CHANNEL, left };
  let without = NONE_LEFT_OUT;
  for (const gate of gates) {
    const result = gate.check(left, inputs);
    if ('pass' in result) {
      if (result.pass === left.channels) continue;
      if (result.pass.length < left.channels.length) without = [...without, ...leftOut(left, result.pass, gate)];
      left = { ...left, channels: result.pass };
    } else if ('hold' in result) return { passed: false, gate: gate.name, reason: result.hold, left };
    else return { passed: false, gate: gate.name, reason: result.reason, deferUntil: result.deferUntil, left };
  }
  return { passed: true, channel: left.channels[0]!, plan: { channels: left.channels, without } };
}

function leftOut({ channels }: Candidate, pass: readonly string[], { name }: Gate): ChannelPlan['without'] {
  return channels.filter((channel) => !pass.includes(channel)).map((channel) => ({ channel, gate: name }));
}

const NONE_LEFT_OUT: ChannelPlan['without'] = Object.freeze([]);

/** Whether every gate after this one lets a candidate through that this one stopped, now or later. */
export function passesBut(gate: string, left: Candidate, inputs: GateInputs, gates: readonly Gate[] = GATES): boolean {
  const from = gates.findIndex(({ name }) => name === gate) + 1;
  let candidate = left;
  for (let i = from; i < gates.length; i++) {
    const result = gates[i]!.check(candidate, inputs);
    if ('hold' in result) return false;
    if ('pass' in result && result.pass !== candidate.channels) candidate = { ...candidate, channels: result.pass };
  }
  return candidate.channels.length > 0;
}

const NO_CHANNEL: Reason = Object.freeze({ code: 'no-channel', args: {} });
