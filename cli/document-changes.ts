import { isDeepStrictEqual } from 'node:util';
import type { Document } from '../engine/definitions/contract.ts';

type Named = Pick<Document, 'kind' | 'name' | 'body'>;

/** What a publish would change, as `kind name`. */
export interface DocumentChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** What differs between what an engine has and what it is to have; with `replace` also what it would lose. */
export function changesBetween(stored: readonly Named[], wanted: readonly Named[], replace: boolean): DocumentChanges {
  const before = new Map(stored.map((one) => [keyOf(one), one.body]));
  const after = new Map(wanted.map((one) => [keyOf(one), one.body]));
  const names = [...after.keys()].sort();
  return {
    added: names.filter((name) => !before.has(name)),
    changed: names.filter(
      (name) => before.has(name) && !isDeepStrictEqual(plain(before.get(name)), plain(after.get(name))),
    ),
    removed: replace ? [...before.keys()].filter((name) => !after.has(name)).sort() : [],
  };
}

/** One line each: `+ trigger walk-by`. */
export function changeLines({ added, changed, removed }: DocumentChanges): readonly string[] {
  const lines = [
    ...added.map((name) => `+ ${name}`),
    ...changed.map((name) => `~ ${name}`),
    ...removed.map((name) => `- ${name}`),
  ];
  return lines.length > 0 ? lines : ['nothing would change'];
}

function keyOf({ kind, name }: Named): string {
  return `${kind} ${name}`;
}

/** As it comes back from an engine: JSON. */
function plain(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body ?? null)) as unknown;
}
