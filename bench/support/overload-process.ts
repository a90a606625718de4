import { emptyResult, type LineLoad, loadOverLine } from './overload-line.ts';

/** A child process that loads an engine over several lines when it is told to, and tells what became of it. */
process.on('message', async (loads: readonly LineLoad[]) => {
  const results = await Promise.all(loads.map(loadOverLine));
  const sum = emptyResult();
  for (const { waits, answeredAt, kinds, ...counts } of results) {
    for (const [name, count] of Object.entries(counts)) sum[name as keyof typeof counts] += count;
    for (const [kind, count] of Object.entries(kinds)) sum.kinds[kind] = (sum.kinds[kind] ?? 0) + count;
    for (const wait of waits) sum.waits.push(wait);
  }
  process.send?.(sum);
});
process.on('disconnect', () => process.exit(0));
