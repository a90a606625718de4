import { InvalidDefinitions, type Problem } from '../../triggers/contract.ts';
import { expectedOne } from '../../triggers/problems/nearest.ts';
import type { Document } from './contract.ts';

/** Collects every problem of a set of documents before the compilation fails. */
export class Findings {
  readonly problems: Problem[] = [];

  add(problems: readonly Problem[]): void {
    for (const problem of problems) this.problems.push(problem);
  }

  report(source: string, path: string, expected: string): void {
    this.problems.push({ source, path, expected });
  }

  /** Reports a name that is unknown. */
  expectKnown(source: string, path: string, kind: string, name: string, known: Iterable<string>): void {
    this.report(source, path, expectedOne(kind, name, known));
  }

  /** Reports a document whose own name is not the one it is stored under. */
  expectName({ source, kind, name }: Pick<Document, 'source' | 'kind' | 'name'>, called: string): void {
    if (called === name) return;
    const path = kind === 'place' ? 'properties.id' : 'name';
    this.report(source, path, `'${name}', the name this ${kind} is stored by; got '${called}'`);
  }

  /** Returns the result of `step`; undefined when it threw InvalidDefinitions, whose problems are kept. */
  attempt<T>(step: () => T): T | undefined {
    try {
      return step();
    } catch (cause) {
      if (!(cause instanceof InvalidDefinitions)) throw cause;
      this.add(cause.problems);
      return undefined;
    }
  }

  /** Does the same for a step in slices. */
  *attemptInSlices<T>(step: Generator<void, T>): Generator<void, T | undefined> {
    try {
      return yield* step;
    } catch (cause) {
      if (!(cause instanceof InvalidDefinitions)) throw cause;
      this.add(cause.problems);
      return undefined;
    }
  }

  /** Throws InvalidDefinitions if there is any problem. */
  settle(): void {
    if (this.problems.length > 0) throw new InvalidDefinitions(this.problems);
  }
}
