import { InvalidSettings } from '../config/invalid-settings.ts';
import { CannotStart } from '../engine/contract.ts';
import { InvalidDefinitions } from '../triggers/contract.ts';
import { EngineRefused } from './client.ts';
import { CliFailure } from './contract.ts';
import { problemLines } from './problem-lines.ts';
import { BadTrack } from './tracks/contract.ts';

/** One clear line, or a list of problems, for what a person can mend; a stack only for what is our fault. */
export function wordsFor(cause: unknown): string {
  if (cause instanceof InvalidDefinitions) return problemLines(cause.problems).join('\n');
  if (cause instanceof EngineRefused) {
    return [`kairos: ${cause.message}`, ...problemLines(cause.answer.problems ?? [])].join('\n');
  }
  if (cause instanceof InvalidSettings) return cause.problems.map((problem) => `kairos: ${problem}`).join('\n');
  if (cause instanceof CliFailure || cause instanceof BadTrack || cause instanceof CannotStart) {
    return `kairos: ${cause.message}`;
  }
  if (cause instanceof Error && 'syscall' in cause) return `kairos: ${cause.message}`;
  return `kairos: this is a fault of ours: ${cause instanceof Error ? cause.stack : String(cause)}`;
}
