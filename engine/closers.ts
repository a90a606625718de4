import type { Closable, CloseList, Log } from './contract.ts';

export interface ClosersOptions {
  readonly log: Pick<Log, 'warn'>;
  /** How long all parts may take together. */
  readonly withinMs?: number;
}

/**
 * How long a stop of an engine takes at most. Supervisors wait longer: Docker kills after 10 s, Kubernetes after 30.
 */
export const STOP_MS = 8_000;
/**
 * This share, the last of the time, is divided evenly: parts that need nothing from outside are closed all the same.
 */
const SHARED = 1 / 4;

/** Closes everything that was opened, the last first, within a limited time, also when Redis or ClickHouse are gone. */
export class Closers implements Closable, CloseList {
  readonly #open: { readonly thing: Closable; readonly name: string }[] = [];
  readonly #options: Required<ClosersOptions>;
  readonly #late: Promise<unknown>[] = [];
  readonly #first: (() => void)[] = [];
  #closed: Promise<void> | undefined;

  constructor({ log, withinMs = STOP_MS }: ClosersOptions) {
    this.#options = { log, withinMs };
  }

  /** Notes a part to close and returns it. Once closing has begun, it closes the part at once and throws. */
  add<T extends Closable>(thing: T, name = 'a part'): T {
    if (this.#closed) {
      this.#late.push(thing.close());
      throw new Error('stopped while it was still starting');
    }
    this.#open.push({ thing, name });
    return thing;
  }

  /** Calls `call` when closing begins, before anything is closed. */
  first(call: () => void): void {
    this.#first.push(call);
  }

  /**
   * Closes the parts one after the other, the last opened first. It goes on when one fails or takes too long, and
   * throws the failures at the end. It ends within the time that all may take.
   */
  close(): Promise<void> {
    this.#closed ??= this.#closeAll();
    return this.#closed.finally(() => Promise.allSettled(this.#late));
  }

  async #closeAll(): Promise<void> {
    const { log, withinMs } = this.#options;
    const failures: unknown[] = [];
    const until = performance.now() + withinMs;
    for (const call of this.#first) call();
    const parts = this.#open.toReversed();
    for (const [i, { thing, name }] of parts.entries()) {
      const leftMs = Math.max(0, until - performance.now());
      const mostMs = Math.max(leftMs - withinMs * SHARED, leftMs / (parts.length - i));
      try {
        await waitAtMost(thing.close(), mostMs, () => log.warn(`${name} does not end; going on without it`));
      } catch (cause) {
        failures.push(cause);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
  }
}

/** Waits for `done`, at most `mostMs`. A later failure of `done` is ignored. */
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
