import type { Match } from '../contract.ts';
import type { Candidate, Decision } from '../gates/contract.ts';
import priority from '../gates/priority.ts';
import shadow from '../gates/shadow.ts';
import { decisionId } from './decision-id.ts';

/**
 * A match for another place than the one that its trigger speaks of: no gate is asked, and its id is none that a
 * message can have.
 */
export function asideOf({ trigger, moment }: Match, { channels }: Candidate): Candidate {
  const id = decisionId(trigger, moment, moment.place?.id ?? '');
  return { id, trigger, moment, channels };
}

/** Notes the results for the other places, by the result for the one that the trigger speaks of. */
export function noteAsides(decided: Decision, asides: readonly Candidate[], decisions: Decision[]): void {
  const { candidate, resumed } = decided;
  const isHeld = decided.result === 'held-back' && decided.gate !== shadow.name;
  const { gate, reason } = isHeld
    ? decided
    : { gate: priority.name, reason: { code: 'other-place', args: { place: candidate.moment.place?.id ?? '' } } };
  for (const aside of asides)
    decisions.push({ candidate: aside, resumed, isAside: true, result: 'held-back', gate, reason });
}
