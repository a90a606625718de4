import { drawHeat } from '../../parts/chart/draw-heat.ts';
import type { QueryRow } from '../../queries/results.ts';

interface ValueWords {
  readonly value: (name: string, value: unknown) => string;
}

/** So many lines and columns are drawn, those with the most; the table has all. */
const MOST = 31;
/** Facts that have an order of their own. */
const ORDERED: ReadonlySet<string> = new Set(['hour', 'weekday', 'version']);

/** Rows that count by two names as a map of heat; `drawn` are the rows of its fields. */
export function heatOf(
  rows: readonly QueryRow[],
  [across, down]: readonly [string, string],
  countOf: (row: QueryRow) => number,
  words: ValueWords,
  say: (row: QueryRow) => string,
) {
  const [xs, ys] = [valuesOf(rows, across, countOf), valuesOf(rows, down, countOf)];
  const drawn = rows.filter((row) => xs.includes(row[across]) && ys.includes(row[down]));
  const cells = drawn.map((row) => ({
    ...{ x: xs.indexOf(row[across]), y: ys.indexOf(row[down]) },
    ...{ value: countOf(row), says: say(row) },
  }));
  const named = (name: string, values: readonly unknown[]) => values.map((value) => words.value(name, value));
  return { draw: drawHeat(named(across, xs), named(down, ys), cells), height: 34 * ys.length + 44, drawn };
}

function valuesOf(rows: readonly QueryRow[], name: string, countOf: (row: QueryRow) => number): readonly unknown[] {
  const sums = new Map<unknown, number>();
  for (const row of rows) sums.set(row[name], (sums.get(row[name]) ?? 0) + countOf(row));
  const most = [...sums].sort(([, one], [, other]) => other - one).slice(0, MOST);
  const values = most.map(([value]) => value);
  return ORDERED.has(name) ? values.sort((one, other) => Number(one) - Number(other)) : values;
}
