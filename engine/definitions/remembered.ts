import type { StoredDocument } from './contract.ts';

/** Something made of documents, and which versions of them. */
export interface Remembered<T> {
  readonly key: string;
  readonly made: T;
}

/** What was made of the same versions of the same documents before, else what `make` makes of them now. */
export function rememberedOr<T>(
  before: Remembered<T> | undefined,
  documents: readonly StoredDocument[],
  make: (documents: readonly StoredDocument[]) => T,
): Remembered<T> {
  const key = JSON.stringify(documents.map(({ name, version, source }) => [name, version, source]));
  return before?.key === key ? before : { key, made: make(documents) };
}
