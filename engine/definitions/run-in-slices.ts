import { setImmediate } from 'node:timers/promises';

/** How long a build may hold up everything else. */
const SLICE_MS = 1;

/** Runs a build to its end, and lets signals through whenever it has taken a millisecond. */
export async function runInSlices<T>(build: Generator<void, T>): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      const step = build.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await setImmediate();
  }
}
