/** The options of one run of a benchmark. */
export interface BenchOptions {
  /** A program reads the output: only the result may be printed on stdout. `say` follows this by itself. */
  readonly json: boolean;
  /** How long each measured phase lasts; absent: the benchmark's own choice. */
  readonly seconds?: number;
  /** How often each figure is measured; the median counts. */
  readonly runs: number;
  /** Prints a line on progress, for a person. */
  say(line: string): void;
}

/**
 * One benchmark: one file in this folder, named after itself, as its default export. Importing it is cheap; `run`
 * starts what it needs and ends it. Figures have their unit in their name (`perSecond`, `p99Ms`, `peakMb`), and stand
 * beside the bare limit or a peer measured in the same run.
 */
export interface Bench {
  readonly name: string;
  readonly summary: string;
  run(options: BenchOptions): Promise<Readonly<Record<string, unknown>>>;
}
