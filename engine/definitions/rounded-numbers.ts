import type { Problem } from '../../triggers/contract.ts';
import type { Document } from './contract.ts';

/** Finds whole numbers of a document that lost digits when it was read. An id among them would be another one's id. */
export function findRoundedNumbers({
  kind,
  source,
  body,
}: Pick<Document, 'kind' | 'source' | 'body'>): readonly Problem[] {
  const problems: Problem[] = [];
  const look = (value: unknown, path: string): void => {
    if (typeof value === 'number') {
      if (!Number.isInteger(value) || Number.isSafeInteger(value)) return;
      problems.push({
        source,
        path,
        expected: `a number up to 2^53, or the digits of a longer one in quotes; got ${value}`,
      });
    } else if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) look(item, `${path}[${i}]`);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        // Of a place the coordinates have their own check, and are many.
        if (kind !== 'place' || path !== '' || name !== 'geometry') look(inner, path === '' ? name : `${path}.${name}`);
      }
    }
  };
  look(body, '');
  return problems;
}
