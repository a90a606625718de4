import { formatDuration } from '../arguments/durations.ts';
import { compileCondition } from '../conditions/compile.ts';
import type { Scope } from '../conditions/contract.ts';
import type { Moment, Now } from '../contract.ts';
import { isQuiet } from '../gates/quiet-hours.ts';
import { MINUTE_MS } from '../time/spans.ts';
import type { Workspace } from '../workspace/contract.ts';
import type { CheckedTrigger, TriggerCheck, Warning } from './contract.ts';

const NOW: Now = { at: 0, zone: 'UTC' };
const MINUTES_A_DAY = 1_440;

/** Finds triggers that may match as often as they like: no message of theirs ever leaves. */
export default {
  name: 'never-sent',
  summary: 'Triggers whose gates let nothing through: everybody is held out, or each message expires in quiet hours.',
  find(trigger, { workspace, vocabulary }) {
    return [...warnOfHoldout(trigger), ...warnOfExpiry(trigger, workspace, vocabulary)];
  },
} satisfies TriggerCheck;

function warnOfHoldout({ definition: { holdout } }: CheckedTrigger): readonly Warning[] {
  return holdout < 1 ? [] : [{ path: 'holdout', expected: 'less than 100%: as it is, every customer is held out' }];
}

/** Whether it matches in quiet hours only, and whatever it writes then is too old when they end. */
function warnOfExpiry(
  { definition, when }: CheckedTrigger,
  workspace: Workspace,
  vocabulary: Scope<Moment>,
): readonly Warning[] {
  const { quietHours: quiet, purposes } = workspace;
  const { purpose, expiresMs } = definition.message;
  if (!quiet || purposes[purpose]?.anyHour) return [];
  const needed = ('all' in when ? when.all : [when]).flatMap((part) =>
    'field' in part && part.field === 'local-time' ? [compileCondition(part, vocabulary).test] : [],
  );
  if (needed.length === 0) return [];
  const end = minuteOf(quiet.to);
  let longest = 0;
  for (let minute = 0; minute < MINUTES_A_DAY; minute++) {
    const time = timeOf(minute);
    if (!needed.every((test) => test(time, NOW))) continue;
    // A minute is over before the next begins: what comes at its end waits a minute less.
    const waitMs = ((end - minute + MINUTES_A_DAY) % MINUTES_A_DAY) * MINUTE_MS - MINUTE_MS;
    if (!isQuiet(time, quiet) || waitMs < expiresMs) return [];
    longest = Math.max(longest, waitMs + MINUTE_MS);
  }
  if (longest === 0) return [];
  const expected = `more than ${formatDuration(expiresMs)}, such as ${formatDuration(longest)}: it matches in quiet hours only (${quiet.from} to ${quiet.to}), and its messages expire before these end`;
  return [{ path: 'message.expires', expected }];
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
