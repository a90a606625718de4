/**
 * What is chosen after a change of a list: what was added and taken away in it is done to what is chosen by now. The
 * list shows the document a moment late, so two quick choices both count.
 */
export function mergeChosen(shown: readonly string[], next: readonly string[], now: readonly string[]): string[] {
  const removed = new Set(shown.filter((one) => !next.includes(one)));
  const kept = now.filter((one) => !removed.has(one));
  return [...kept, ...next.filter((one) => !shown.includes(one) && !kept.includes(one))];
}
