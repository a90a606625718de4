import type { BackTest } from './back-test.ts';
import type { BackTestReport, RecordedBatch } from './contract.ts';

export interface Running {
  /** Called after each piece with how much of the recording was read. */
  readonly progress: (done: number) => void;
  /** Ends it early: what was read by then counts. */
  readonly interrupted?: AbortSignal;
  /** Milliseconds of work after which others get their turn; absent: none. */
  readonly sliceMs?: number;
}

/** Signals between two looks at the clock. */
const SLICE_SIGNALS = 64;

/** Plays a recording through a back-test. */
export async function runBackTest(
  test: BackTest,
  recording: AsyncIterable<RecordedBatch>,
  { progress, interrupted, sliceMs }: Running,
): Promise<BackTestReport> {
  const startedAt = performance.now();
  for await (const batch of recording) {
    if (sliceMs === undefined) test.take(batch);
    else await takeInSlices(test, batch, sliceMs);
    progress(batch.done);
    if (interrupted?.aborted) break;
  }
  return test.report(Math.round(performance.now() - startedAt));
}

async function takeInSlices(test: BackTest, batch: RecordedBatch, sliceMs: number): Promise<void> {
  const { signals } = batch;
  let until = performance.now() + sliceMs;
  test.take({ ...batch, signals: [] });
  for (let from = 0; from < signals.length; from += SLICE_SIGNALS) {
    const piece = { ...batch, refused: [], signals: signals.slice(from, from + SLICE_SIGNALS) };
    test.take(piece);
    if (performance.now() < until) continue;
    await new Promise((resolve) => setImmediate(resolve));
    until = performance.now() + sliceMs;
  }
}
