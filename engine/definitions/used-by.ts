import type { StoredDocument, User } from './contract.ts';
import { type Reference, type Referred, referencesIn } from './references-in.ts';

/** Documents never change, so what each refers to is found once. */
const found = new WeakMap<StoredDocument, readonly Reference[]>();

function referencesOf(document: StoredDocument): readonly Reference[] {
  const known = found.get(document) ?? referencesIn(document);
  found.set(document, known);
  return known;
}

/** Returns the documents that use a thing, each with the places in it. */
export function usersOf(documents: readonly StoredDocument[], kind: Referred, name: string): readonly User[] {
  return documents.flatMap((document) =>
    referencesOf(document)
      .filter((reference) => reference.kind === kind && reference.name === name)
      .map(({ path }) => ({ kind: document.kind, name: document.name, path })),
  );
}

/** Returns the users of a place: by its name, and by each of its tags. */
export function usersOfPlace(documents: readonly StoredDocument[], id: string): readonly User[] {
  const place = documents.find(({ kind, name }) => kind === 'place' && name === id);
  return [
    ...usersOf(documents, 'place', id),
    ...(place ? tagsOf(place).flatMap((tag) => usersOf(documents, 'tag', tag)) : []),
  ];
}

/**
 * Returns the documents that would not be right without this one; of a place also those that need a tag of it alone.
 */
export function dependantsOf(
  documents: readonly StoredDocument[],
  { kind, name }: Pick<StoredDocument, 'kind' | 'name'>,
): readonly User[] {
  if (kind === 'workspace') return [];
  const users = usersOf(documents, kind, name);
  const place = kind === 'place' ? documents.find((one) => one.kind === 'place' && one.name === name) : undefined;
  if (!place) return users;
  const others = documents.filter((one) => one.kind === 'place' && one.name !== name);
  const lastOf = tagsOf(place).filter((tag) => !others.some((other) => tagsOf(other).includes(tag)));
  return [...users, ...lastOf.flatMap((tag) => usersOf(documents, 'tag', tag))];
}

/** Returns the segments that a trigger asks for. */
export function segmentsOf(document: StoredDocument): readonly string[] {
  return referencesOf(document).flatMap(({ kind, name }) => (kind === 'segment' ? [name] : []));
}

function tagsOf({ body }: StoredDocument): readonly string[] {
  const { properties } = (body ?? {}) as { readonly properties?: { readonly tags?: unknown } };
  return Array.isArray(properties?.tags) ? properties.tags.map(String) : [];
}
