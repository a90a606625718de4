import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a command to its end. Resolves with its exit code (128 + signal when killed, 127 when there is no such command)
 * and the last lines it said that `onLine` did not take.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, onLine?: (line: string) => boolean }} [options]
 * @returns {Promise<{ code: number, said: string }>}
 */
export function run(command, args, { cwd, env, onLine = () => false } = {}) {
  return new Promise((resolve) => {
    /** @type {string[]} */
    const kept = [];
    const child = spawn(command, args, {
      ...(cwd && { cwd }),
      env: { ...process.env, ...env },
      stdio: ['inherit', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (!onLine(line)) kept.push(line);
        kept.splice(0, kept.length - 40);
      });
    }
    child.once('error', (error) => resolve({ code: 127, said: error.message }));
    child.once('close', (code, signal) => {
      resolve({ code: code ?? 128 + (signal ? constants.signals[signal] : 0), said: kept.join('\n').trim() });
    });
  });
}
