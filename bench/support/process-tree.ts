import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The parts of an engine that are processes of their own. */
export const PARTS = ['engine', 'redis', 'clickhouse'] as const;
export type Part = (typeof PARTS)[number];

/** CPU seconds by part, and the memory of all. */
export interface Used {
  readonly cpuSeconds: Readonly<Record<Part, number>>;
  readonly rssMb: number;
}

const MARKS: readonly (readonly [Part, RegExp])[] = [
  ['clickhouse', /clickhouse-child/],
  ['redis', /redis/],
];

/** What a process and all below it have used; who has ended since is not counted. */
export async function usedByTree(root: number): Promise<Used> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,rss=,time=,args=']);
  const rows = [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/gm)].map(
    ([, pid = '', parent = '', rss, time = '', args = '']) => ({ pid, parent, rss: Number(rss), time, args }),
  );
  const tree = new Set([String(root)]);
  // Parents come before their children often, not always: look until nothing is added.
  for (let before = 0; before !== tree.size; ) {
    before = tree.size;
    for (const { pid, parent } of rows) if (tree.has(parent)) tree.add(pid);
  }
  const cpuSeconds = { engine: 0, redis: 0, clickhouse: 0 };
  let rssMb = 0;
  for (const { pid, rss, time, args } of rows) {
    if (!tree.has(pid)) continue;
    const part = MARKS.find(([, mark]) => mark.test(args))?.[0] ?? 'engine';
    cpuSeconds[part] += (await ticksOf(pid)) ?? secondsOf(time);
    rssMb += rss / 1024;
  }
  return { cpuSeconds, rssMb };
}

const TICKS_A_SECOND = 100;

/** `ps` counts in whole seconds; Linux knows hundredths. */
async function ticksOf(pid: string): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  // After the name, which may hold anything: user and system time are the 12th and 13th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

function secondsOf(time: string): number {
  const [days, clock] = time.includes('-') ? time.split('-') : ['0', time];
  return clock!.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400;
}
