import { expectedOne } from './nearest.ts';

/** What else there is that a trigger may speak of; what is left out is not checked. */
export interface References {
  readonly templates?: ReadonlySet<string>;
  readonly purposes?: ReadonlySet<string>;
  readonly channels?: ReadonlySet<string>;
  /** Ids of places, and the tags they have. */
  readonly places?: ReadonlySet<string>;
  readonly tags?: ReadonlySet<string>;
}

/** What was expected instead of a name that is not among those known; undefined when it is, or when nothing is known. */
export function expectedAmong(kind: string, name: string, known: ReadonlySet<string> | undefined): string | undefined {
  return !known || known.has(name) ? undefined : expectedOne(kind, name, known);
}
