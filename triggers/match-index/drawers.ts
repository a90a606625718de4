import type { Column } from './column.ts';
import type { CodedClause } from './columns.ts';
import { UNKNOWN } from './contract.ts';

const MOST_DRAWERS = 64;

/** The drawers that a rule stands in which is filed under a clause that can be filed under. */
export function drawersOf({ kind, codes }: CodedClause, column: Column, wantsUnknown: boolean): readonly number[] {
  const drawers: number[] = [];
  if (kind === 'list') for (const code of codes) drawers.push(drawerOf(code, column));
  else {
    const last = lastDrawer(codes, column);
    for (let drawer = firstDrawer(codes, column); drawer <= last; drawer++) drawers.push(drawer);
  }
  if (wantsUnknown) drawers.push(UNKNOWN);
  return drawers;
}

/**
 * How likely a moment opens one of these drawers. Undefined: there are too many, a rule cannot be filed under such a
 * clause.
 */
export function likelyOpened(
  { kind, codes }: CodedClause,
  column: Column,
  wantsUnknown: boolean,
  likelihoodOf: (drawer: number) => number,
): number | undefined {
  let likely = wantsUnknown ? likelihoodOf(UNKNOWN) : 0;
  if (kind === 'not-list') return undefined;
  if (kind === 'list') {
    if (codes.length > MOST_DRAWERS) return undefined;
    for (const code of codes) likely += likelihoodOf(drawerOf(code, column));
    return likely;
  }
  const first = firstDrawer(codes, column);
  const last = lastDrawer(codes, column);
  if (last - first >= MOST_DRAWERS) return undefined;
  for (let drawer = first; drawer <= last; drawer++) likely += likelihoodOf(drawer);
  return likely;
}

/** The share of the codes of a clause's drawers for which it holds; 1: it holds for all of them. */
export function shareIn({ codes }: CodedClause, { codesInDrawer }: Column, drawers: number): number {
  return codesInDrawer === 1 ? 1 : (codes[1]! - codes[0]! + 1) / (drawers * codesInDrawer);
}

function drawerOf(code: number, column: Column): number {
  return column.drawer(column.roughOf(code));
}

// No code lies in an interval that ends before it begins.
function firstDrawer(codes: readonly number[], column: Column): number {
  return codes[1]! < codes[0]! ? 0 : drawerOf(codes[0]!, column);
}

function lastDrawer(codes: readonly number[], column: Column): number {
  return codes[1]! < codes[0]! ? -1 : drawerOf(codes[1]!, column);
}
