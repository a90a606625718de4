import type { Clock } from '../contract.ts';
import type { End } from './records.ts';

const HOUR_MS = 3_600_000;
/** Signs of long answers that a process keeps in an hour: in the 30 days of dead letters, 720 MB of Redis at most. */
const MOST_AN_HOUR = 1_000_000;

/**
 * Creates what a dead letter keeps of its end: the provider's answer, whole; its reason, which is bounded, where many
 * long answers came within an hour. By then some of them can be read.
 */
export function createWholeAnswers({ wall }: Pick<Clock, 'wall'>, most = MOST_AN_HOUR): (end: End) => string {
  let [since, left] = [wall(), most];
  return ({ reason, answer }) => {
    if (answer === undefined) return reason;
    if (wall() - since >= HOUR_MS) [since, left] = [wall(), most];
    if (answer.length > left) return reason;
    left -= answer.length;
    return answer;
  };
}
