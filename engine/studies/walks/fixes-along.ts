import { alongArc, metresBetween, positionOf, vectorOf } from '../../../triggers/places/geodesy.ts';
import type { Pace, WalkFix } from './contract.ts';

/**
 * Makes the fixes of a walk along a line at an even pace: the first where it begins, the last where it ends, then those
 * of a rest.
 */
export function fixesAlong(
  line: readonly (readonly [lon: number, lat: number])[],
  { startAt, speedMetresPerSecond, intervalMs, accuracyMetres, restMs }: Pace,
): readonly WalkFix[] {
  const points = line.map(([lon, lat]) => ({ lat, lon }));
  const lengths = points.slice(1).map((point, i) => metresBetween(points[i]!, point));
  const walkMs = (lengths.reduce((sum, metres) => sum + metres, 0) / speedMetresPerSecond) * 1_000;
  const fixAt = (ms: number): WalkFix => {
    let left = (Math.min(ms, walkMs) / 1_000) * speedMetresPerSecond;
    let piece = 0;
    while (piece < lengths.length - 1 && left > lengths[piece]!) left -= lengths[piece++]!;
    const [from, to, metres] = [points[piece]!, points[piece + 1] ?? points[piece]!, lengths[piece] ?? 0];
    const share = metres === 0 ? 0 : Math.min(1, left / metres);
    const { lat, lon } = positionOf(alongArc(vectorOf(from), vectorOf(to), share));
    return {
      at: Math.round(startAt + ms),
      lat: round(lat),
      lon: round(lon),
      accuracyMetres,
      speedMetresPerSecond: ms < walkMs ? speedMetresPerSecond : 0,
    };
  };
  const fixes: WalkFix[] = [];
  for (let ms = 0; ms < walkMs; ms += intervalMs) fixes.push(fixAt(ms));
  for (let ms = walkMs; ms <= walkMs + restMs; ms += intervalMs) fixes.push(fixAt(ms));
  return fixes;
}

/** A hundredth of a metre. */
function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

/** How many fixes a walk has. */
export function countFixes(line: readonly (readonly [lon: number, lat: number])[], pace: Pace): number {
  const points = line.map(([lon, lat]) => ({ lat, lon }));
  const metres = points.slice(1).reduce((sum, point, i) => sum + metresBetween(points[i]!, point), 0);
  return (
    Math.ceil(((metres / pace.speedMetresPerSecond) * 1_000) / pace.intervalMs) +
    Math.floor(pace.restMs / pace.intervalMs) +
    1
  );
}
