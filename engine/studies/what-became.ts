import { argsInWords } from '../../triggers/conditions/words.ts';
import { sayReason } from '../../triggers/deciding/say-reason.ts';
import type { Decision } from '../../triggers/gates/contract.ts';
import type { Timer } from '../../triggers/state/contract.ts';
import { blockersOf } from './blockers.ts';
import type { RecordedStep, TriggerExplanation } from './contract.ts';

/** Returns one sentence on a signal and a trigger: the recorded steps, else the reason why there are none. */
export function whatBecame(
  described: Omit<TriggerExplanation, 'says'>,
  recorded: readonly RecordedStep[],
  decision: Decision | undefined,
  timers: readonly Timer[],
  stimuli: readonly string[],
): string {
  if (recorded.length > 0) return matchesInWords(recorded);
  const { on, answer, when } = described;
  if (!on.isWoken) {
    const due = timers.map(({ dueAt }) => dueAt);
    if (due.length > 0) return `did not wake yet: its timer was due at ${new Date(Math.min(...due)).toISOString()}`;
    const was = stimuli.length === 0 ? 'this set nothing off' : `this was ${stimuli.join(', ')}`;
    return `did not wake: it waits for ${on.waker} ${argsInWords(on.args)}, and ${was}`;
  }
  if (answer === 'no') return `woke and did not match: ${blockersOf(when).join('; ')}`;
  if (answer === 'unknown') return `woke and did not match, as something was unknown: ${blockersOf(when).join('; ')}`;
  const then = decision ? `it would have been ${decisionInWords(decision)}` : 'it would have matched';
  return `by what is live now ${then}, but nothing is recorded: it was not live then, or differs from then`;
}

/** Returns the recorded end, for each place when the trigger matched for several. */
function matchesInWords(recorded: readonly RecordedStep[]): string {
  const places = recorded.filter(({ step }) => step === 'matched').map(({ place }) => place);
  const became = (steps: readonly RecordedStep[]) =>
    steps.map(stepInWords).join(', ') || 'nothing more is recorded yet';
  if (places.length < 2) return `matched: ${became(recorded.slice(1))}`;
  const [first] = places;
  // What was heard of a message does not name the place.
  const of = (place: string) => recorded.filter((one) => one.step !== 'matched' && (one.place || first) === place);
  return places.map((place) => `matched at ${place}: ${became(of(place))}`).join('; ');
}

/** Returns the result of a decision in a few words. */
export function decisionInWords(decision: Decision): string {
  if (decision.result === 'send') return `sent by ${decision.channel}`;
  if (decision.result === 'expired') return `expired ${sayReason(decision.reason)}`;
  const what = decision.result === 'deferred' ? 'put off' : 'held back';
  return `${what} by ${decision.gate}: ${sayReason(decision.reason)}`;
}

function stepInWords({ step, gate, reason, channel }: RecordedStep): string {
  const what = { 'held-back': 'held back', deferred: 'put off' }[step] ?? step;
  if (gate !== '') return `${what} by ${gate}${reason === '' ? '' : ` (${reason})`}`;
  return `${what}${channel === '' ? '' : ` by ${channel}`}${reason === '' ? '' : ` (${reason})`}`;
}
