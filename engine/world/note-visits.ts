import { positionOfCell } from '../context/whereabouts.ts';
import type { AwaitedChanges } from './awaited-changes.ts';
import type { OpenWorld } from './world.ts';

/**
 * Gives the function that is called when a customer enters a cell of the index of positions, or is still there. It
 * keeps the weather fresh there, where a live trigger waits for weather. Cheap.
 */
export function noteVisits(world: Pick<OpenWorld, 'visit'>, awaited: () => AwaitedChanges): (cell: number) => void {
  return (cell) => {
    if (awaited().kinds.has('weather')) world.visit(positionOfCell(cell));
  };
}
