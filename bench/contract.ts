/** How a benchmark is asked to run. */
export interface BenchOptions {
  /** Somebody parses the output: nothing but the result is printed on stdout. `say` keeps to that by itself. */
  readonly json: boolean;
  /** How long each measured phase lasts; absent: as the benchmark thinks right. */
  readonly seconds?: number;
  /** How often each figure is measured; the median counts. */
  readonly runs: number;
  /** A line on progress, for a person. */
  say(line: string): void;
}

/**
 * One thing that is measured: one file in this folder, named after itself, as its default export. Cheap to import: what it
 * needs is started in `run` and gone when that resolves. Figures have their unit in their name (`perSecond`, `p99Ms`, `peakMb`),
 * and stand beside the bare limit or a peer measured in the same run.
 */
export interface Bench {
  readonly name: string;
  readonly summary: string;
  run(options: BenchOptions): Promise<Readonly<Record<string, unknown>>>;
}
