import type { Ring } from './contract.ts';

/**
 * One polygon as chains of edges on the flat map from -180 to 180 degrees: `[x, y, x, y, …]`, each point joined to the next. An edge
 * that reaches the map's rim is there once more, one turn of the Earth further, so that the map is the same on either side of the
 * rim. `northInside`: an even number of edges between a point and the North Pole means that the point is inside.
 */
export interface Chains {
  readonly chains: readonly (readonly number[])[];
  readonly northInside: boolean;
}

/** Takes a polygon apart. An edge goes the shorter way round the Earth; one from -180 to 180 goes all around it. */
export function chainsOf(rings: readonly Ring[]): Chains {
  let northInside = false;
  const chains: number[][] = [];
  for (const ring of rings) {
    chains.push(...ringChains(ring));
    if (poleHeldBy(ring) === 'north') northInside = !northInside;
  }
  return { chains, northInside };
}

/** The pole that a ring goes round, of the two the nearer; undefined for a ring that goes round none. */
export function poleHeldBy(ring: Ring): 'north' | 'south' | undefined {
  let turned = 0;
  let lats = 0;
  for (let i = 1; i < ring.length; i++) {
    turned += eastward(ring[i - 1]![0], ring[i]![0]);
    lats += ring[i]![1];
  }
  if (Math.abs(turned) < 180) return undefined;
  return lats >= 0 ? 'north' : 'south';
}

/** Whether an edge between two longitudes goes over the antimeridian. */
export function crossesAntimeridian(from: number, to: number): boolean {
  const apart = Math.abs(to - from);
  return apart > 180 && apart < 360;
}

/** How far east an edge goes, in degrees. */
export function eastward(from: number, to: number): number {
  return crossesAntimeridian(from, to) ? to - from + (to < from ? 360 : -360) : to - from;
}

function ringChains(ring: Ring): number[][] {
  let chain = [...ring[0]!] as number[];
  const chains = [chain];
  for (let i = 1; i < ring.length; i++) {
    const [x, y] = ring[i - 1]!;
    const [nextX, nextY] = ring[i]!;
    const endX = x + eastward(x, nextX);
    chain.push(endX, nextY);
    if (Math.min(x, endX) <= -180) chains.push([x + 360, y, endX + 360, nextY]);
    if (Math.max(x, endX) >= 180) chains.push([x - 360, y, endX - 360, nextY]);
    if (endX === nextX) continue;
    chain = [nextX, nextY];
    chains.push(chain);
  }
  return chains.filter(({ length }) => length > 2);
}
