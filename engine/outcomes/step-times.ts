import { OF_TRIGGER } from './query-params.ts';
import { JOINED_WHILE_READ } from './settled-decisions.ts';

/*
 * STEPS BY THEIR OWN TIME. Some questions ask what happened within a period, whenever its decision matched. They read
 * the table of decisions, where a step has the time at which it first came, so it counts once.
 */

/** The days of decisions of which a step came within the period, or after its beginning. */
function steppedDays(isOpenEnded = false): string {
  return `day IN (
        SELECT day FROM decision_days GROUP BY day
        HAVING max(stepped_until) >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')${
          isOpenEnded ? '' : "\n          AND min(stepped_from) < fromUnixTimestamp64Milli({to:Int64}, 'UTC')"
        }
      )`;
}

/** The conditions for days, which a view does without: they leave nothing out that is counted. */
export const STEPPED_DAYS = [steppedDays(), steppedDays(true)].map((days) => `${days} AND `);

/** What such a question reads. Days of which no step came within the period are left out. */
export const STEPPED_DECISIONS = `${JOINED_WHILE_READ}
    WHERE ${steppedDays()} AND ${OF_TRIGGER}`;

/** The decisions of which a step came after the period's beginning. */
export const STEPPED_SINCE = `${JOINED_WHILE_READ}
    WHERE ${steppedDays(true)}`;

/** The condition that a step came within the period; opened and clicked are what people did. */
export function came(time: string): string {
  return `(${time} >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ${time} < fromUnixTimestamp64Milli({to:Int64}, 'UTC'))`;
}

/** The counts of steps that came within the period, for SELECT: `held` is called `held_back`. */
export function countSteps(names: readonly string[]): string {
  return names
    .map((name) => `countIf(${came(`${name}_at`)}) AS ${name === 'held' ? 'held_back' : name}`)
    .join(',\n      ');
}
