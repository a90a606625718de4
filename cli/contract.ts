import type { Command } from 'commander';

/** The outside of the command line, handed in by `main.ts`. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Whether stderr is a terminal, for progress and colours. */
  readonly isTerminal: boolean;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  /** Resolves after that time, or at once when the person interrupts. */
  readonly wait: (ms: number) => Promise<void>;
  /** Aborted when the person presses Ctrl-C. */
  readonly interrupted: AbortSignal;
}

/** One command. One file in `commands/`, named after itself; loads what is heavy only when it runs. */
export interface CliCommand {
  readonly name: string;
  readonly summary: string;
  /** Adds arguments, options and the action to a command that has its name and summary already. */
  add(command: Command, io: Io): void;
}

/** What a person did wrong, or what is not as it must be: said in these words, without a stack. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
}
