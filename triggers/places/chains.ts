import type { Ring } from './contract.ts';

/** Takes chains of edges, point by point. */
export interface ChainSink {
  /** Joined to the point before it, unless that ended a chain. */
  point(x: number, y: number): void;
  end(): void;
}

/**
 * Writes a polygon's rings as chains of edges on the flat map from -180 to 180 degrees. An edge goes the shorter way
 * round the Earth; one from -180 to 180 goes all around it. An edge that reaches the map's rim is there once more, one
 * turn of the Earth further, so that the map is the same on either side of the rim. On the map each end is the very
 * number that was given, so no two edges that meet leave a gap. Says whether a point is inside that has an even number
 * of edges between it and the North Pole.
 */
export function writeChains(rings: readonly Ring[], sink: ChainSink): boolean {
  let northInside = false;
  for (const ring of rings) {
    writeRing(ring, sink);
    if (poleHeldBy(ring) === 'north') northInside = !northInside;
  }
  return northInside;
}

/** The pole that a ring goes round, of the two the nearer; undefined for a ring that goes round none. */
export function poleHeldBy(ring: Ring): 'north' | 'south' | undefined {
  let turned = 0;
  let lats = 0;
  for (let i = 1; i < ring.length; i++) {
    turned += degreesEastward(ring[i - 1]![0], ring[i]![0]);
    lats += ring[i]![1];
  }
  if (Math.abs(turned) < 180) return undefined;
  return lats >= 0 ? 'north' : 'south';
}

/**
 * The turn of the Earth by which an edge that goes the shorter way ends further east than its end says: 0, or 360
 * degrees either way.
 */
export function turnOf(from: number, to: number): -360 | 0 | 360 {
  const isAround = from === -to && Math.abs(from) === 180;
  if (isAround || Math.abs(to - from) <= 180) return 0;
  return to < from ? 360 : -360;
}

/** How far east an edge goes, in degrees. */
function degreesEastward(from: number, to: number): number {
  return to - from + turnOf(from, to);
}

function writeRing(ring: Ring, sink: ChainSink): void {
  const again: (readonly [x: number, y: number, endX: number, endY: number])[] = [];
  sink.point(ring[0]![0], ring[0]![1]);
  for (let i = 1; i < ring.length; i++) {
    const [x, y] = ring[i - 1]!;
    const [nextX, nextY] = ring[i]!;
    const turn = turnOf(x, nextX);
    const endX = nextX + turn;
    sink.point(endX, nextY);
    // A sum of two turns that is 0 brings back the number itself; two sums would be rounded twice.
    if (Math.min(x, endX) <= -180) again.push([x + 360, y, nextX + (turn + 360), nextY]);
    if (Math.max(x, endX) >= 180) again.push([x - 360, y, nextX + (turn - 360), nextY]);
    if (turn === 0) continue;
    sink.end();
    sink.point(nextX, nextY);
  }
  sink.end();
  for (const [x, y, endX, endY] of again) {
    sink.point(x, y);
    sink.point(endX, endY);
    sink.end();
  }
}
