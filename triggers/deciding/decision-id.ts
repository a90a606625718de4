import type { Moment, Trigger } from '../contract.ts';
import { derivedId } from '../hash.ts';
import { DAY_MS } from '../time/spans.ts';

/**
 * The id of a decision, the same for a repeat. It ends in the day of what set it off, in days since 1970: whatever is
 * told of the decision later says by its id alone where it is counted (`engine/outcomes/migrations/012-decisions.sql`).
 */
export function decisionId({ definition, version }: Trigger, { origin, state }: Moment, ...more: string[]): string {
  const day = Math.min(65_535, Math.max(1, Math.floor(origin.at / DAY_MS)));
  return `${derivedId(origin.id, definition.name, String(version), state.id, ...more)}.${day}`;
}
