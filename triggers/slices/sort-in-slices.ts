/** Things handled in one slice. */
const SLICE = 1_024;

/** Sorts, and yields between slices of a fraction of a millisecond. */
export function* sortInSlices<T>(things: Iterable<T>, compare: (a: T, b: T) => number): Generator<void, T[]> {
  const given = [...things];
  let runs: T[][] = [];
  for (let from = 0; from < given.length; from += SLICE) {
    runs.push(given.slice(from, from + SLICE).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const next: T[][] = [];
    for (let i = 0; i < runs.length; i += 2) next.push(yield* mergeSorted(runs[i]!, runs[i + 1] ?? [], compare));
    runs = next;
  }
  return runs[0] ?? [];
}

function* mergeSorted<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): Generator<void, T[]> {
  const all: T[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (all.length % SLICE === 0) yield;
    const isFirst = j >= b.length || (i < a.length && compare(a[i]!, b[j]!) <= 0);
    all.push(isFirst ? a[i++]! : b[j++]!);
  }
  return all;
}
