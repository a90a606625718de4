import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Returns the start time of a process, as the system writes it; undefined: it has ended. Pid and start time together
 * name one process for good.
 */
export function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? linuxStart(pid) : psStart(pid);
}

/** Returns the command line of a running process; undefined: it has ended, or this user may not see it. */
export function commandOf(pid: number): string | undefined {
  if (startOf(pid) === undefined) return undefined;
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return ps(pid, 'command=');
  } catch {
    return undefined; // it ended in between
  }
}

function linuxStart(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined; // no such process
  }
  // proc(5): the name, in brackets, may hold anything; after it come the state and, 19 fields on, the start in ticks
  // since boot
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

function psStart(pid: number): string | undefined {
  try {
    const [state = '', ...started] = ps(pid, 'stat=,lstart=').split(/\s+/);
    return state === '' || state.startsWith('Z') ? undefined : started.join(' ');
  } catch {
    return undefined; // ps says so by its exit code
  }
}

function ps(pid: number, fields: string): string {
  const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
  return execFileSync('ps', ['-o', fields, '-p', String(pid)], { encoding: 'utf8', stdio }).trim();
}
