import type { Decision } from '../../triggers/gates/contract.ts';
import priority from '../../triggers/gates/priority.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { readList } from '../../triggers/words/reason-lists.ts';
import type { OverlapTally } from './contract.ts';

/** Matches of one customer that may still meet another message. */
const MOST_OPEN = 64;

interface Met {
  sameMoment: number;
  displaced: number;
  sameCustomer: number;
}

/** A match of the tested trigger, and whom it has met so far. */
interface OpenMatch {
  readonly at: number;
  readonly met: Set<string>;
}

/** Counts the customers that both the tested trigger and live ones match or write to. */
export interface Overlaps {
  /** Adds all decisions of one signal, with the customer's state after them. */
  take(decisions: readonly Decision[], state: CustomerState): void;
  list(): readonly OverlapTally[];
}

/** Creates the count for the trigger named `tested`. */
export function createOverlaps(tested: string, windowMs: number): Overlaps {
  const tally = new Map<string, Met>();
  const open = new Map<string, OpenMatch[]>();
  const metBy = (trigger: string) => {
    const known = tally.get(trigger);
    if (known) return known;
    const fresh = { sameMoment: 0, displaced: 0, sameCustomer: 0 };
    tally.set(trigger, fresh);
    return fresh;
  };
  const meet = (match: OpenMatch, trigger: string) => {
    if (match.met.has(trigger)) return;
    match.met.add(trigger);
    metBy(trigger).sameCustomer += 1;
  };
  const nameOf = ({ candidate }: Decision) => candidate.trigger.definition.name;

  return {
    take(decisions, state) {
      const mine = decisions.find((decision) => nameOf(decision) === tested);
      const matches = open.get(state.id);
      for (const decision of decisions) {
        if (decision === mine) continue;
        const name = nameOf(decision);
        if (mine && !mine.resumed && !decision.resumed) metBy(name).sameMoment += 1;
        if (mine?.result === 'send' && isLostTo(decision, tested)) metBy(name).displaced += 1;
        if (decision.result !== 'send' || !matches) continue;
        for (const match of matches) if (decision.candidate.moment.at - match.at <= windowMs) meet(match, name);
      }
      if (!mine || mine.resumed) return;
      const { at } = mine.candidate.moment;
      const match: OpenMatch = { at, met: new Set() };
      for (const { at: sentAt, trigger } of state.reservations) {
        if (trigger !== tested && sentAt <= at && sentAt >= at - windowMs) meet(match, trigger);
      }
      const kept = (matches ?? []).filter((one) => at - one.at <= windowMs).slice(1 - MOST_OPEN);
      open.set(state.id, [...kept, match]);
    },
    list: () =>
      Array.from(tally, ([trigger, met]) => ({ trigger, ...met })).sort(
        (a, b) => b.sameMoment - a.sameMoment || b.sameCustomer - a.sameCustomer || (a.trigger < b.trigger ? -1 : 1),
      ),
  };
}

function isLostTo(decision: Decision, winner: string): boolean {
  return (
    decision.result === 'held-back' &&
    decision.gate === priority.name &&
    readList(decision.reason.args.by).includes(winner)
  );
}
