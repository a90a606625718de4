import { finish } from '../../slices/finish.ts';
import { CIRCLE, CORRIDOR, type Geometry } from '../geometry.ts';
import { CellList } from './cell-list.ts';
import { Divider } from './divide.ts';
import { type Grid, ROOT_COLS, ROOT_ROWS } from './grid.ts';
import { RootCells } from './root-cells.ts';
import { PolygonSpreader } from './spread-polygon.ts';
import { spreadCircle, spreadCorridor } from './spread-round.ts';

/** Builds the grid over all items of a geometry. */
export function buildGrid(geometry: Geometry): Grid {
  return finish(gridInSlices(geometry));
}

/** Items handled in one slice. */
const SLICE = 16;

/** The same, yielding between slices of a fraction of a millisecond. */
export function* gridInSlices(geometry: Geometry): Generator<void, Grid> {
  const spread = new RootCells(geometry);
  const polygons = new PolygonSpreader(geometry, spread);
  for (let item = 0; item < geometry.kind.length; item++) {
    if (item % SLICE === 0) yield;
    if (geometry.kind[item] === CIRCLE) spreadCircle(geometry, item, spread);
    else if (geometry.kind[item] === CORRIDOR) spreadCorridor(geometry, item, spread);
    else polygons.spread(item);
  }
  const roots = new Int32Array(ROOT_COLS * ROOT_ROWS);
  const divider = new Divider(geometry);
  const list = new CellList();
  for (const cell of spread.filled()) {
    spread.read(cell, list);
    roots[cell] = yield* divider.divideInSlices(0, cell % ROOT_COLS, Math.floor(cell / ROOT_COLS), list);
  }
  return { roots, data: yield* divider.data.finishInSlices() };
}
