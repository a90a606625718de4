import type { Fix } from './contract.ts';

/** Two fixes coarser than this may well err the same way: they are one mast's position. */
export const COARSE_METRES = 100;

/** The accuracy of positions that come without one, by their source: a mast in a town, an address by its provider. */
const BY_SOURCE: Readonly<Record<string, number>> = { cell: 1_500, ip: 25_000 };

/**
 * A fix that says how accurate it is where its source tells; of any other it stays absent, and the fix is taken at its
 * word.
 */
export function withAccuracy(fix: Fix): Fix {
  if (fix.accuracyMetres !== undefined || fix.source === undefined) return fix;
  const accuracyMetres = BY_SOURCE[fix.source];
  return accuracyMetres === undefined ? fix : { ...fix, accuracyMetres };
}

/** Whether a fix is so coarse that two of them say no more than one. */
export function isCoarse({ accuracyMetres = 0 }: Pick<Fix, 'accuracyMetres'>): boolean {
  return accuracyMetres > COARSE_METRES;
}
