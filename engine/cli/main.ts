import { Command, CommanderError } from 'commander';
import { InvalidSettings } from '../../config/settings.ts';
import { InvalidDefinitions } from '../../triggers/contract.ts';
import { loadFolder } from '../../triggers/registry.ts';
import { CannotStart } from '../stores/cannot-start.ts';
import { watchParent } from '../watch-parent.ts';
import { EngineRefused } from './client.ts';
import { type CliCommand, CliFailure, type Io } from './contract.ts';
import { problemLines } from './problem-lines.ts';
import { processIo } from './process-io.ts';
import { BadTrack } from './tracks/contract.ts';

/** Runs one command line; gives the exit code. Never throws. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    await (await createProgram(io)).parseAsync(args, { from: 'user' });
    return 0;
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode;
    io.stderr.write(`${wordsFor(cause)}\n`);
    return 1;
  }
}

/** Runs the command line of this process, as `kairos.mjs` does. */
export async function run(): Promise<void> {
  // An npm that is killed with SIGKILL passes nothing on.
  if (process.env.npm_lifecycle_event !== undefined) {
    watchParent(
      () => process.ppid,
      () => process.kill(process.pid, 'SIGTERM'),
    );
  }
  process.exitCode = await main(process.argv.slice(2), processIo());
}

async function createProgram(io: Io): Promise<Command> {
  const program = new Command('kairos')
    .description('Kairos: the right moment. A realtime context-trigger marketing engine.')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    });
  const commands = await loadFolder<CliCommand>(new URL('commands/', import.meta.url));
  for (const { name, summary, add } of commands.values()) {
    add(program.command(name).summary(summary).description(summary), io);
  }
  return program;
}

/** One clear line, or a list of problems, for what a person can mend; a stack only for what is our fault. */
function wordsFor(cause: unknown): string {
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
