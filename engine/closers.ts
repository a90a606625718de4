import type { Closable, Log } from './contract.ts';

export interface ClosersOptions {
  readonly log: Pick<Log, 'warn'>;
  /** How long one step may take before the next begins beside it. */
  readonly stepMs?: number;
  /** How long all of them may take. */
  readonly withinMs?: number;
}

/** What one step is left is never less: what needs nothing from outside is closed also when the time is up. */
const LEAST_MS = 250;

/** What was opened, to be closed the other way round and within a time, whatever part of the outside is gone. */
export class Closers implements Closable {
  readonly #open: { readonly thing: Closable; readonly name: string }[] = [];
  readonly #options: Required<ClosersOptions>;
  readonly #late: Promise<unknown>[] = [];
  readonly #first: (() => void)[] = [];
  #closed: Promise<void> | undefined;

  constructor({ log, stepMs = 8_000, withinMs = 20_000 }: ClosersOptions) {
    this.#options = { log, stepMs, withinMs };
  }

  /** Notes something to close, and gives it back. Once closing has begun it closes it at once and throws: nothing more may be opened. */
  add<T extends Closable>(thing: T, name = 'a part'): T {
    if (this.#closed) {
      this.#late.push(thing.close());
      throw new Error('stopped while it was still starting');
    }
    this.#open.push({ thing, name });
    return thing;
  }

  /** Calls it when closing begins, before anything is closed. */
  first(call: () => void): void {
    this.#first.push(call);
  }

  /**
   * Closes one after the other, the last opened first; goes on when one fails or takes too long, and throws what failed at the end.
   * Ends within the time that all may take, and a quarter of a second for each part that is left then.
   */
  close(): Promise<void> {
    this.#closed ??= this.#closeAll();
    return this.#closed.finally(() => Promise.allSettled(this.#late));
  }

  async #closeAll(): Promise<void> {
    const { log, stepMs, withinMs } = this.#options;
    const failures: unknown[] = [];
    const until = performance.now() + withinMs;
    for (const call of this.#first) call();
    for (const { thing, name } of this.#open.toReversed()) {
      const mostMs = Math.max(LEAST_MS, Math.min(stepMs, until - performance.now()));
      try {
        await waitAtMost(thing.close(), mostMs, () => log.warn(`${name} does not end; going on without it`));
      } catch (cause) {
        failures.push(cause);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
  }
}

/** Waits for it, no longer than so; what it fails with later concerns nobody any more. */
async function waitAtMost(done: Promise<void>, mostMs: number, late: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const isLate = new Promise<true>((resolve) => {
    timer = setTimeout(() => resolve(true), mostMs);
  });
  try {
    if (await Promise.race([done.then(() => false), isLate])) late();
  } finally {
    clearTimeout(timer);
    done.catch(() => undefined);
  }
}
