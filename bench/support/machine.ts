import { execFileSync } from 'node:child_process';
import { cpus, freemem, loadavg, release, totalmem, type } from 'node:os';

/** Where figures were measured: without it they say nothing. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly freeGb: number;
  readonly system: string;
  readonly node: string;
  readonly redis: string | undefined;
  /**
   * Processes that wanted a core in the last minute, before the benchmark: above 0.5 the figures are of a busy machine.
   */
  readonly loadBefore: number;
  readonly commit: string | undefined;
}

/** Reads the facts now; call it before the work begins. */
export function machineFacts(): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGb: gigabytes(totalmem()),
    freeGb: gigabytes(freemem()),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    redis: /v=(\S+)/.exec(output('redis-server', '--version') ?? '')?.[1],
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    commit: output('git', 'rev-parse', '--short', 'HEAD')?.trim(),
  };
}

function gigabytes(bytes: number): number {
  return Math.round((bytes / 2 ** 30) * 10) / 10;
}

/** Undefined when there is no such program, or it fails: the fact is then not known. */
function output(program: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}
