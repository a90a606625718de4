import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { followParent } from '../engine/follow-parent.ts';
import { loadFolder, loadPart } from '../triggers/vocabulary/registry.ts';
import type { CliCommand, Io } from './contract.ts';
import { processIo } from './process-io.ts';

/** Runs one command line; gives the exit code. Never throws. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    await (await createProgram(args, io)).parseAsync(args, { from: 'user' });
    return 0;
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode;
    const { wordsFor } = await import('./words-for.ts');
    io.stderr.write(`${wordsFor(cause)}\n`);
    return 1;
  }
}

/** Runs the command line of this process, as `kairos.mjs` does. */
export async function runCommandLine(): Promise<void> {
  // An npm that is killed with SIGKILL passes nothing on.
  if (process.env.npm_lifecycle_event !== undefined) {
    followParent(
      () => process.ppid,
      () => process.kill(process.pid, 'SIGTERM'),
    );
  }
  process.exitCode = await main(process.argv.slice(2), processIo());
}

const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string };
const COMMANDS = new URL('commands/', import.meta.url);

async function createProgram(args: readonly string[], io: Io): Promise<Command> {
  const program = new Command('kairos')
    .description('Kairos: the right moment. A realtime context-trigger marketing engine.')
    .version(version, '--version', 'tell the version')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    });
  // To load the other commands takes longer than most need to run; the list of all of them, and a guess, need them all.
  for (const { name, summary, add } of await commandsFor(args[0])) {
    add(program.command(name).summary(summary).description(summary), io);
  }
  return program;
}

async function commandsFor(name: string | undefined): Promise<Iterable<CliCommand>> {
  const one = name === undefined ? undefined : await loadPart<CliCommand>(COMMANDS, name);
  return one ? [one] : (await loadFolder<CliCommand>(COMMANDS)).values();
}
