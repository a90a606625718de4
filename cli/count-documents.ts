import { DOCUMENT_KINDS, type Document } from '../engine/definitions/contract.ts';

/** How many there are of each kind, in words. */
export function countDocuments(documents: readonly Pick<Document, 'kind'>[]): string {
  return DOCUMENT_KINDS.flatMap((kind) => {
    const count = documents.filter((d) => d.kind === kind).length;
    return count === 0 ? [] : [`${count} ${kind}${count === 1 ? '' : 's'}`];
  }).join(', ');
}
