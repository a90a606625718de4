/** One figure of several runs. */
export interface Figure {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Measures `runs` times, one after the other, and gives each figure's median and spread. Every run must give the same
 * figures.
 */
export async function medianOf<K extends string>(
  runs: number,
  measure: (run: number) => Promise<Readonly<Record<K, number>>>,
): Promise<Readonly<Record<K, Figure>>> {
  const results: Readonly<Record<K, number>>[] = [];
  for (let run = 0; run < runs; run += 1) results.push(await measure(run));
  const names = Object.keys(results[0] ?? {}) as K[];
  return Object.fromEntries(names.map((name) => [name, figureOf(results.map((result) => result[name]))])) as Record<
    K,
    Figure
  >;
}

/** The middle one; of an even number the lower of the two in the middle, so that it is a figure that was seen. */
export function figureOf(values: readonly number[]): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    median: at(sorted, Math.floor((sorted.length - 1) / 2)),
    min: at(sorted, 0),
    max: at(sorted, sorted.length - 1),
  };
}

function at(sorted: readonly number[], index: number): number {
  return sorted[index] ?? Number.NaN;
}
