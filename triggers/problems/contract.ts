/**
 * How a trigger, template, channel, purpose or segment may be called: by what timers, job ids and file names can carry.
 */
export const NAME = /^[a-z0-9][a-z0-9-]{0,99}$/;
export const EXPECTED_NAME = 'a name of at most 100 lower-case letters, digits and dashes, such as rainy-walk-by';

/** A problem of a definition: its source, the path in it, and the expectation. */
export interface Problem {
  /** File or document, such as `triggers/rainy.yaml`. */
  readonly source: string;
  /** Where in it, such as `when.all[2].local-time`. */
  readonly path: string;
  readonly expected: string;
}

/** Said beside problems: references and warnings are checked only where each definition can be read. */
export const MORE_IS_CHECKED = 'more is checked once these are right';

/** Definitions that cannot be loaded, with every problem at once. */
export class InvalidDefinitions extends Error {
  override readonly name = 'InvalidDefinitions';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map((p) => `${p.source} ${p.path}: ${p.expected}`).join('\n'));
    this.problems = problems;
  }
}

/** Names that there are. */
export interface Names extends Iterable<string> {
  has(name: string): boolean;
}

/** The names that a trigger may use; a list that is left out is not checked. */
export interface References {
  readonly templates?: Names;
  readonly purposes?: Names;
  readonly channels?: Names;
  /** Ids of places, and the tags they have. */
  readonly places?: Names;
  readonly tags?: Names;
  /** Kinds of signal, and what stands for one where only time has passed. */
  readonly kinds?: Names;
  /** Says what a trait should be that holds an address of a channel in use; undefined: it is one, or holds none. */
  readonly expectAddress?: (trait: string, value: unknown) => string | undefined;
}
