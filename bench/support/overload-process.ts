import { type LineLoad, type LineResult, loadOverLine } from './overload-line.ts';

/** A child process that loads an engine over several lines when it is told to, and tells what became of it. */
process.on('message', async (loads: readonly LineLoad[]) => {
  const results = await Promise.all(loads.map(loadOverLine));
  const sum: LineResult = {
    accepted: 0,
    duplicates: 0,
    busy: 0,
    cuts: 0,
    frames: 0,
    unsent: 0,
    waits: [],
    answeredAt: [],
  };
  for (const { waits, answeredAt, ...counts } of results) {
    for (const [name, count] of Object.entries(counts)) sum[name as keyof typeof counts] += count;
    for (const wait of waits) sum.waits.push(wait);
  }
  process.send?.(sum);
});
process.on('disconnect', () => process.exit(0));
