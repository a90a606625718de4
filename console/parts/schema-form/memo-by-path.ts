import { type FunctionComponent, memo } from 'react';
import type { DocumentPath } from '../document/contract.ts';
import { pathText } from '../document/path.ts';

/** Draws a part again only when something of it changed: paths are the same when they lead to the same place. */
export function memoByPath<P extends { readonly path: DocumentPath }>(component: FunctionComponent<P>) {
  return memo(component, (before: P, after: P) => {
    const keys = Object.keys(after) as (keyof P)[];
    return (
      keys.length === Object.keys(before).length &&
      keys.every((key) =>
        key === 'path' ? pathText(before.path) === pathText(after.path) : Object.is(before[key], after[key]),
      )
    );
  });
}
