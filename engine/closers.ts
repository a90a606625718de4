import type { Closable } from './contract.ts';

/** What was opened, to be closed the other way round. */
export class Closers implements Closable {
  readonly #open: Closable[] = [];
  #closed: Promise<void> | undefined;

  /** Notes something to close, and gives it back. */
  add<T extends Closable>(thing: T): T {
    this.#open.push(thing);
    return thing;
  }

  /** Closes one after the other, the last opened first; goes on when one fails, and throws what failed at the end. */
  close(): Promise<void> {
    this.#closed ??= this.#closeAll();
    return this.#closed;
  }

  async #closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const thing of this.#open.toReversed()) {
      try {
        await thing.close();
      } catch (cause) {
        failures.push(cause);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
  }
}
