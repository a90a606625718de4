import type { Inside } from '../state/contract.ts';
import type { Fix, Place, PlacesIndex } from './contract.ts';

/** Two fixes agree only when they are not of one moment: phones send bursts that all err the same way. */
export const APART_MS = 5_000;
/** Two fixes coarser than this may well err the same way: they are one mast's position. */
export const COARSE_METRES = 100;
/** How far outside nobody has left yet, by the accuracy of the fix: at least so far, at most so far. */
export const LEAST_MARGIN_METRES = 10;
export const MOST_MARGIN_METRES = 500;

/** Knows how far it is to the edges of places. */
export type Edges = Pick<PlacesIndex, 'metresToEdge'>;

/** What a fix inside a place says of a customer who was not in it. */
export type Arriving = 'in' | 'perhaps' | 'not';

/**
 * A fix enters a place when it lies as deep in it as it is accurate. With less than that it takes two in a row, not of one moment;
 * coarse ones never do. `since` is when the first fix in a row was perhaps in.
 */
export function arriving(place: Place, fix: Fix, at: number, since: number | undefined, index: Edges): Arriving {
  const { accuracyMetres = 0 } = fix;
  if (accuracyMetres === 0 || index.metresToEdge(place, fix, accuracyMetres) >= accuracyMetres) return 'in';
  if (accuracyMetres > COARSE_METRES) return 'not';
  return since !== undefined && at - since >= APART_MS ? 'in' : 'perhaps';
}

/** What a fix outside a place says of a customer who was in it. */
export type Leaving = 'out' | 'perhaps' | 'not';

/**
 * A fix leaves a place when it is further from its edge than twice its accuracy (at least twice 10 m, at most twice 500 m). Once that
 * far takes two in a row, not of one moment; nearer is no leaving.
 */
export function leaving(place: Place, { outAt }: Inside, fix: Fix, at: number, index: Edges): Leaving {
  const { accuracyMetres = 0 } = fix;
  const margin = Math.min(MOST_MARGIN_METRES, Math.max(LEAST_MARGIN_METRES, accuracyMetres));
  const metres = index.metresToEdge(place, fix, 2 * margin);
  if (metres > 2 * margin) return 'out';
  if (metres <= margin) return 'not';
  return outAt !== undefined && at - outAt >= APART_MS ? 'out' : 'perhaps';
}

/** Whether a place holds anybody at all at a time. */
export function isValid({ validFrom, validTo }: Place, at: number): boolean {
  return (validFrom === undefined || at >= validFrom) && (validTo === undefined || at < validTo);
}
