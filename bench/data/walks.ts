import type { Position, TimedFix } from '../../triggers/places/contract.ts';

/** Where somebody truly is at a second, in metres east and north of a place's middle. */
export type TrueWay = (second: number) => readonly [east: number, north: number];

/** A phone that says every so many seconds where it is, and errs. */
export interface Phone {
  readonly everySeconds: number;
  /** Standard deviation of its errors, east and north. */
  readonly noiseMetres: number;
}

export const WALKING_SPEED = 1.4;
const FROM_METRES = 300;
/** Errors drift: after so long about a third of one is left. */
const DRIFT_SECONDS = 30;
/** The radius that holds two thirds of the errors of a phone: so an honest one says how accurate it is. */
const HONEST = 1.515;
const METRES_PER_DEGREE = 111_195;

/** A straight walk that passes a place so many metres beside its middle. */
export function walkBeside(metres: number): readonly [way: TrueWay, seconds: number] {
  return [(second) => [WALKING_SPEED * second - FROM_METRES, metres], (2 * FROM_METRES) / WALKING_SPEED];
}

/** A walk to the middle of a place, a stay, and a walk away in some direction. */
export function stayOf(seconds: number, heading: number): readonly [way: TrueWay, seconds: number] {
  const comes = FROM_METRES / WALKING_SPEED;
  const way: TrueWay = (second) => {
    if (second < comes) return [WALKING_SPEED * second - FROM_METRES, 0];
    const gone = Math.max(0, second - comes - seconds) * WALKING_SPEED;
    return [gone * Math.cos(heading), gone * Math.sin(heading)];
  };
  return [way, 2 * comes + seconds];
}

/** What a phone says along a way, from some moment within its first interval on. */
export function fixesOf(
  [way, seconds]: readonly [TrueWay, number],
  { everySeconds, noiseMetres }: Phone,
  { middle, start, random }: { readonly middle: Position; readonly start: number; readonly random: () => number },
): readonly TimedFix[] {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const kept = Math.exp(-everySeconds / DRIFT_SECONDS);
  const fresh = Math.sqrt(1 - kept * kept) * noiseMetres;
  const fixes: TimedFix[] = [];
  let [errorEast, errorNorth] = [normal() * noiseMetres, normal() * noiseMetres];
  for (let second = random() * everySeconds; second < seconds; second += everySeconds) {
    const [east, north] = way(second);
    fixes.push({
      lat: middle.lat + (north + errorNorth) / METRES_PER_DEGREE,
      lon: middle.lon + (east + errorEast) / (METRES_PER_DEGREE * Math.cos((middle.lat * Math.PI) / 180)),
      accuracyMetres: HONEST * noiseMetres,
      at: start + Math.round(second * 1_000),
    });
    errorEast = kept * errorEast + fresh * normal();
    errorNorth = kept * errorNorth + fresh * normal();
  }
  return fixes;
}
