import { type BusyWork, keepBusy } from './keep-busy.ts';
import { emptyResult, type LineLoad, type LineResult, loadOverLine } from './overload-line.ts';
import { cpuMicros } from './usage.ts';

/** What such a process is told: lines to load an engine over, or work that leads nowhere. */
export type OverloadTask = { readonly loads: readonly LineLoad[] } | { readonly busy: BusyWork };

/** What became of a load, and the CPU seconds that it took here. */
export interface OverloadDone {
  readonly result: LineResult;
  readonly cpuSeconds: number;
}

/** A child process that loads an engine over several lines when it is told to, and tells what became of it. */
process.on('message', async (task: OverloadTask) => {
  const before = cpuMicros();
  const result = 'loads' in task ? sumOf(await Promise.all(task.loads.map(loadOverLine))) : emptyResult();
  if ('busy' in task) await keepBusy(task.busy);
  const done: OverloadDone = { result, cpuSeconds: (cpuMicros() - before) / 1e6 };
  process.send?.(done);
});
process.on('disconnect', () => process.exit(0));

function sumOf(results: readonly LineResult[]): LineResult {
  const sum = emptyResult();
  for (const { waits, answeredAt, kinds, ...counts } of results) {
    for (const [name, count] of Object.entries(counts)) sum[name as keyof typeof counts] += count;
    for (const [kind, count] of Object.entries(kinds)) sum.kinds[kind] = (sum.kinds[kind] ?? 0) + count;
    for (const wait of waits) sum.waits.push(wait);
  }
  return sum;
}
