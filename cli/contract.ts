import type { Command } from 'commander';

/** The environment of the command line, as `main.ts` passes it. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Buffer | string>;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Whether stderr is a terminal, for progress and colours. */
  readonly isTerminal: boolean;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  /** Resolves after `ms`, or at once when the person interrupts. */
  readonly wait: (ms: number) => Promise<void>;
  /** Aborts when the person presses Ctrl-C. */
  readonly interrupted: AbortSignal;
}

/** One command: one file in `commands/`, named after itself. It loads heavy modules only when it runs. */
export interface CliCommand {
  readonly name: string;
  readonly summary: string;
  /** Adds arguments, options and the action to a command, which has its name and summary already. */
  add(command: Command, io: Io): void;
}

/** A mistake of the person, or a missing condition. The message is shown without a stack. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
}
