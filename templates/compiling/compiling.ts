import type { Helper } from '../contract.ts';
import type { Format } from '../formats/contract.ts';
import type { SourceProblem } from '../source/failure.ts';
import type { Write } from './scope.ts';

/** The state of compiling one slot. */
export interface Compiling {
  readonly helpers: ReadonlyMap<string, Helper>;
  readonly format: Format;
  /** Grows: compiling goes on after a problem to find the next. */
  readonly problems: SourceProblem[];
  /** Grows: which groups of a view it reads, rather more than less. */
  readonly reads: Reads;
  /** The blocks around that open a scope, outermost first. */
  readonly levels: readonly Level[];
  /** Blocks and calls around. */
  readonly depth: number;
}

/** Names of groups, and `event.properties`; `isAll`: it may read any, as with `this`. */
export interface Reads {
  readonly groups: Set<string>;
  isAll: boolean;
}

/** A block that opens a scope. */
export interface Level {
  /** Has turns: `@index` and its like are known. */
  readonly turns: boolean;
  /** What it goes through, or into, where that has a name. */
  readonly path: hbs.AST.PathExpression | undefined;
  /** The names after `as`. */
  readonly names: readonly string[];
}

/** A compiled stretch of a slot, and the state of the slot's format after it. */
export interface Stretch {
  readonly write: Write;
  readonly state: string;
}

const MOST_PROBLEMS = 100;

/** Takes note of a problem at a node. */
export function refuse(compiling: Compiling, node: hbs.AST.Node, expected: string): void {
  if (compiling.problems.length >= MOST_PROBLEMS) return;
  const { line, column } = node.loc.start;
  // Handlebars counts columns from 0.
  compiling.problems.push({ line, column: column + 1, expected });
}
