import type { DocumentKind, StoredDocument } from '../definitions/contract.ts';
import { dependantsOf } from '../definitions/used-by.ts';
import { Refused } from './failures.ts';

const MOST_TOLD = 5;

/** Refuses to remove a document that others need, and names all of them. */
export function refuseWhileUsed(documents: readonly StoredDocument[], kind: DocumentKind, name: string): void {
  const users = dependantsOf(documents, { kind, name });
  if (users.length === 0) return;
  const names = [...new Set(users.map((user) => `${user.kind} '${user.name}'`))];
  const more = names.length > MOST_TOLD ? ` and ${names.length - MOST_TOLD} more` : '';
  throw new Refused(409, `${kind} '${name}' is used by ${names.slice(0, MOST_TOLD).join(', ')}${more}`, [], users);
}
