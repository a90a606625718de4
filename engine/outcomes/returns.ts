import { DAY_MS } from '../../triggers/time/spans.ts';
import { type Counting, countedWhere } from './counts.ts';
import { ONE_NUMBER } from './list-decisions.ts';

/*
 * RETURNS TO A PLACE. Of each person and place the first decision counts; a visit that began before it, or with it, is
 * no return.
 */

export const RETURN_DAYS = [7, 14, 30] as const;
/** The groups that are compared. */
export const RETURN_GROUPS = ['message', 'control'] as const;

/** The time of the newest visit: what is over by then is over. */
const NEWEST = '(SELECT toUnixTimestamp64Milli(max(at)) FROM results.visits)';

/** A person at a place. A name of few values is hashed once for each value, and the person's hash is there already. */
const VISITOR = 'bitXor(xxHash64(place), cityHash64(customer))';

/** No window is over for a first decision later than that, so none of its person's there counts. */
const SOONEST_PASSED = `toUnixTimestamp64Milli(assumeNotNull(at)) + ${RETURN_DAYS[0] * DAY_MS} <= ${NEWEST}`;

/**
 * The first decisions of people at places that `params` counts, each beside every visit of that person to that place,
 * for FROM. `who` is a hash of the person, its last bit the place of the group among `RETURN_GROUPS`; `decided_at` and
 * `came_at` (0: never) are milliseconds; `decision` is the decision as one number where `isNamed`. Hashes stand
 * for people and places: with texts it takes ten times as long (bench: results).
 */
export function returnsOf(params: Counting, isNamed = false): string {
  const groups = RETURN_GROUPS.map((name) => `'${name}'`).join(', ');
  const order = "2 * toUnixTimestamp64Milli(assumeNotNull(at)) + (`group` = 'control')";
  const named = isNamed ? `, argMin(${ONE_NUMBER}, ${order}) AS decision` : '';
  return `(
          SELECT bitOr(bitShiftLeft(person, 1), toUInt64(bitAnd(first, 1))) AS who, bitShiftRight(first, 1) AS decided_at,
            came.came_at AS came_at${isNamed ? ', chosen.decision AS decision' : ''}
          FROM (
            SELECT ${VISITOR} AS visitor, any(cityHash64(customer)) AS person, min(${order}) AS first${named}
            FROM results.decisions
            WHERE ${countedWhere(params)} AND place != '' AND \`group\` IN (${groups}) AND ${SOONEST_PASSED}
            GROUP BY visitor
          ) AS chosen
          LEFT JOIN (
            SELECT ${VISITOR} AS visitor, toUnixTimestamp64Milli(at) AS came_at
            FROM results.visits
            WHERE at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
          ) AS came ON came.visitor = chosen.visitor
        )`;
}

/** Whether so many days have passed since the decision. */
export function hasPassed(days: number): string {
  return `(decided_at + ${days * DAY_MS} <= ${NEWEST})`;
}

/** Whether the visit is a return within so many days. */
export function cameWithin(days: number): string {
  return `(came_at > decided_at AND came_at <= decided_at + ${days * DAY_MS})`;
}
