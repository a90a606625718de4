import { writeFileSync } from 'node:fs';
import { constants, PerformanceObserver } from 'node:perf_hooks';

/**
 * Loaded into a process before all else: keeps the number of its full collections of garbage in the file that is named.
 */
let count = 0;
const file = process.env.BENCH_COLLECTIONS;
const seen = new PerformanceObserver((list) => {
  for (const { detail } of list.getEntries() as unknown as readonly { readonly detail: { readonly kind: number } }[]) {
    if (detail.kind !== constants.NODE_PERFORMANCE_GC_MAJOR || file === undefined) continue;
    writeFileSync(file, String(++count));
  }
});
seen.observe({ entryTypes: ['gc'] });
