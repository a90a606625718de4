import type { AnyDocument } from '../../parts/definitions.ts';
import type { QueryAnswer } from '../../queries/results.ts';

export const STEPS = ['signal', 'place', 'trigger', 'message', 'reason'] as const;
export type StepName = (typeof STEPS)[number];

/** What the engine has seen, as far as it was asked. */
export interface SeenSoFar {
  readonly documents: readonly AnyDocument[] | undefined;
  readonly signals: Pick<QueryAnswer, 'rows' | 'of'> | undefined;
  readonly funnel: Pick<QueryAnswer, 'rows' | 'of'> | undefined;
  /** Somebody looked up why on this browser. */
  readonly hasAskedWhy: boolean;
}

/** Which steps are done. Nothing of it is stored: it is read off what is there. */
export function stepsDone({ documents, signals, funnel, hasAskedWhy }: SeenSoFar): ReadonlySet<StepName> {
  const done = new Set<StepName>();
  if (signals?.rows.some(({ count }) => Number(count) > 0)) done.add('signal');
  if (documents?.some(({ kind }) => kind === 'place')) done.add('place');
  if (documents?.some(({ kind }) => kind === 'trigger')) done.add('trigger');
  if (funnel?.rows.some(({ sent }) => Number(sent) > 0)) done.add('message');
  if (hasAskedWhy) done.add('reason');
  return done;
}
