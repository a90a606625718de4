import { boundsAround, metresApart, positionOf, type Vector } from '../geodesy.ts';
import { type Geometry, PIECE } from '../geometry.ts';
import { metresToCentre, metresToPiece } from '../item-test.ts';
import { cellReach, writeMiddle } from './cell-reach.ts';
import { CIRCLE_EDGE, CORRIDOR_EDGE, DEEPEST, finestCol, finestRow, ROOT_COLS, ROOT_ROWS } from './grid.ts';
import type { RootCells } from './root-cells.ts';

/** Notes a circle in every root cell that it covers or runs through. */
export function spreadCircle(geometry: Geometry, item: number, cells: RootCells): void {
  const { round, reach } = geometry;
  const centre: Vector = [round[4 * item]!, round[4 * item + 1]!, round[4 * item + 2]!];
  for (const { col, row } of rootCellsAround(centre, reach[item]!)) {
    const [middle, own] = [middleOf(col, row), reaches[row]!];
    const metres = metresToCentre(geometry, item, middle[0]!, middle[1]!, middle[2]!);
    if (metres + own <= reach[item]!) cells.cover(col, row, item);
    else if (metres - own <= reach[item]!) cells.touch(col, row, item, CIRCLE_EDGE, NO_PARTS, 0, 0);
  }
}

/** Notes a corridor in every root cell that it covers or runs through. */
export function spreadCorridor(geometry: Geometry, item: number, cells: RootCells): void {
  const { pieces, from, to } = geometry;
  const half = geometry.reach[item]!;
  const piecesIn = new Map<number, number[]>();
  for (let piece = from[item]!; piece < to[item]!; piece++) {
    const at = piece * PIECE;
    const a: Vector = [pieces[at]!, pieces[at + 1]!, pieces[at + 2]!];
    const b: Vector = [pieces[at + 3]!, pieces[at + 4]!, pieces[at + 5]!];
    const between: Vector = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
    for (const { col, row } of rootCellsAround(between, half + metresApart(a, b) / 2)) {
      const middle = middleOf(col, row);
      if (metresToPiece(geometry, piece, middle[0]!, middle[1]!, middle[2]!) - reaches[row]! > half) continue;
      const cell = row * ROOT_COLS + col;
      const known = piecesIn.get(cell);
      if (known) known.push(piece);
      else piecesIn.set(cell, [piece]);
    }
  }
  for (const [cell, parts] of piecesIn) {
    const [col, row] = [cell % ROOT_COLS, Math.floor(cell / ROOT_COLS)];
    cells.touch(col, row, item, CORRIDOR_EDGE, Int32Array.from(parts), 0, parts.length);
  }
}

const NO_PARTS = new Int32Array(0);
const reaches = Float64Array.from({ length: ROOT_ROWS }, (_, row) => cellReach(0, row));

function middleOf(col: number, row: number): Float64Array {
  const middle = new Float64Array(3);
  writeMiddle(0, col, row, middle);
  return middle;
}

/** The root cells of a box around all that is within reach of a point. */
function* rootCellsAround(centre: Vector, metres: number): Generator<{ col: number; row: number }> {
  const { west, south, east, north } = boundsAround(positionOf(centre), metres + 1);
  const [first, last] = [finestCol(west) >> (2 * DEEPEST), finestCol(east) >> (2 * DEEPEST)];
  const cols = west <= east ? last - first + 1 : ROOT_COLS - first + last + 1;
  for (let row = finestRow(south) >> (2 * DEEPEST); row <= finestRow(north) >> (2 * DEEPEST); row++) {
    for (let i = 0; i < Math.min(cols, ROOT_COLS); i++) yield { col: (first + i) % ROOT_COLS, row };
  }
}
