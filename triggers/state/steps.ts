/*
 * The messages of one decision that go by one channel after the other have ids of one root: `3k9f.20420`,
 * `3k9f~2.20420`, `3k9f~3.20420`. What follows the dot is the day by which the decision is counted.
 */
const STEP = /~(\d+)(?=\.|$)/;

/** Returns which message of its decision an id is of: 1 for the first. */
export function stepOf(id: string): number {
  return Number(STEP.exec(id)?.[1] ?? 1);
}

/** Returns the id of the n-th message of the same decision. */
export function withStep(id: string, step: number): string {
  const root = rootOf(id);
  if (step === 1) return root;
  const dot = root.lastIndexOf('.');
  return dot < 0 ? `${root}~${step}` : `${root.slice(0, dot)}~${step}${root.slice(dot)}`;
}

/** Returns the id of the decision's first message. */
export function rootOf(id: string): string {
  return id.replace(STEP, '');
}
