import type { BackTest } from './back-test.ts';
import type { BackTestReport, RecordedBatch } from './contract.ts';

export interface Running {
  /** Called after each piece with the part of the recording read so far. */
  readonly progress: (done: number) => void;
  /** Aborting ends it early; the signals read by then count. */
  readonly interrupted?: AbortSignal;
  /** The milliseconds of work after which other work gets its turn; absent: none. */
  readonly sliceMs?: number;
}

/** Signals between two looks at the clock. */
const SLICE_SIGNALS = 64;

/** Runs a recording through a back-test. */
export async function runBackTest(
  test: BackTest,
  recording: AsyncIterable<RecordedBatch>,
  { progress, interrupted, sliceMs }: Running,
): Promise<BackTestReport> {
  const startedAt = performance.now();
  for await (const batch of recording) {
    if (sliceMs === undefined) test.take(batch);
    else await takeInSlices(test, batch, sliceMs, interrupted);
    progress(batch.done);
    if (interrupted?.aborted) break;
  }
  return test.report(Math.round(performance.now() - startedAt));
}

async function takeInSlices(
  test: BackTest,
  batch: RecordedBatch,
  sliceMs: number,
  interrupted: AbortSignal | undefined,
): Promise<void> {
  const { signals } = batch;
  let until = performance.now() + sliceMs;
  test.take({ ...batch, signals: [] });
  for (let from = 0; from < signals.length && !interrupted?.aborted; from += SLICE_SIGNALS) {
    const piece = { ...batch, refused: [], signals: signals.slice(from, from + SLICE_SIGNALS) };
    test.take(piece);
    if (performance.now() < until) continue;
    await new Promise((resolve) => setImmediate(resolve));
    until = performance.now() + sliceMs;
  }
}
