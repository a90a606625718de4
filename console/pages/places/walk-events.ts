import type { WalkAnswer } from '../../../engine/api/contract.ts';

export type WalkStep = WalkAnswer['steps'][number];
export type WalkWoken = WalkStep['woken'][number];
export type WalkDecision = WalkStep['decisions'][number];

/** What one trigger did at a fix: it woke, and what was decided. */
export interface TriggerAtFix {
  readonly trigger: string;
  readonly woken: WalkWoken | undefined;
  readonly decisions: readonly WalkDecision[];
}

/** Joins the notes of a fix by trigger; those that decided something come first, then those that nearly matched. */
export function triggersAt({ woken, decisions }: Pick<WalkStep, 'woken' | 'decisions'>): readonly TriggerAtFix[] {
  const names = [...new Set([...decisions, ...woken].map(({ trigger }) => trigger))];
  return names
    .map((trigger) => ({
      trigger,
      // Of several moments the one that said most.
      woken: woken.filter((one) => one.trigger === trigger).sort((a, b) => RANK[b.answer] - RANK[a.answer])[0],
      decisions: decisions.filter((one) => one.trigger === trigger),
    }))
    .sort((a, b) => rankOf(b) - rankOf(a));
}

const RANK = { yes: 2, unknown: 1, no: 0 } as const;

function rankOf({ woken, decisions }: TriggerAtFix): number {
  if (decisions.some(({ result }) => result === 'send')) return 5;
  return decisions.length > 0 ? 4 : woken ? RANK[woken.answer] : 0;
}

/** The indexes of fixes that set something off. */
export function eventfulSteps(steps: readonly WalkStep[]): readonly number[] {
  return steps.flatMap(({ moves, woken, decisions }, i) =>
    moves.length > 0 || decisions.length > 0 || woken.some(({ answer }) => answer !== 'no') ? [i] : [],
  );
}

/** How a fix looks on the map. */
export function lookOf({ ignored, moves, decisions }: WalkStep): 'sent' | 'decided' | 'moved' | 'ignored' | 'plain' {
  if (decisions.some(({ result }) => result === 'send')) return 'sent';
  if (decisions.length > 0) return 'decided';
  if (moves.length > 0) return 'moved';
  return ignored ? 'ignored' : 'plain';
}
