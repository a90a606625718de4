/** How far a degree reaches at the equator, metres. */
const DEGREE_METRES = 111_320;
/** From this many decimals on the difference does not matter. */
const EXACT_DECIMALS = 5;

/** Returns the note on places that are small beside the rounding of stored positions; undefined: there is none. */
export function positionNote(decimals: number): string | undefined {
  if (decimals >= EXACT_DECIMALS) return undefined;
  const metres = Math.ceil(DEGREE_METRES / 10 ** decimals);
  return `positions are stored to ${decimals} decimals (about ${metres} m): near an edge a place may be missed or added (KAIROS_POSITION_DECIMALS)`;
}
