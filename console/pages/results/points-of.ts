import type { QueryRow } from '../../queries/results.ts';
import { FUNNEL, type Measure } from './steps.ts';

type Centre = readonly [lon: number, lat: number];

/**
 * Rows by place or by area as points: `size` and `rate` go from 0 to 1, by the most of all of them; `index` is the
 * row's. What has no position is left out.
 */
export function pointsOf(
  rows: readonly QueryRow[],
  by: 'place' | 'cell',
  measure: Measure,
  centres: ReadonlyMap<string, Centre>,
  say: (row: QueryRow) => string,
): GeoJSON.FeatureCollection {
  const placed = rows.flatMap((row, index) => {
    const centre = by === 'cell' ? cellCentre(String(row.cell)) : centres.get(String(row.place));
    return centre ? [{ row, index, centre }] : [];
  });
  const most = Math.max(1, ...placed.map(({ row }) => Number(row[measure])));
  const highest = Math.max(Number.MIN_VALUE, ...placed.map(({ row }) => rateOf(row, measure)));
  return {
    type: 'FeatureCollection',
    features: placed.map(({ row, index, centre }) => ({
      type: 'Feature',
      id: index,
      geometry: { type: 'Point', coordinates: [...centre] },
      properties: {
        index,
        size: Math.sqrt(Number(row[measure]) / most),
        rate: rateOf(row, measure) / highest,
        says: say(row),
      },
    })),
  };
}

/** How often it came to that: of what came to the step before, or of what was sent. */
export function rateOf(row: QueryRow, measure: Measure): number {
  const before = measure === 'value' ? 'sent' : measure === 'held_back' ? 'matched' : OF.get(measure);
  const of = before === undefined || before === 'woken' ? Number(row.matched) : Number(row[before]);
  return of > 0 ? Number(row[measure]) / of : 0;
}

const OF: ReadonlyMap<string, string | undefined> = new Map(FUNNEL.map(({ column, of }) => [column, of]));

/** A cell is called by its middle: `51.05 13.74`. */
function cellCentre(cell: string): Centre | undefined {
  const [lat, lon] = /^-?\d+(?:\.\d+)? -?\d+(?:\.\d+)?$/.test(cell) ? cell.split(' ').map(Number) : [];
  return lat === undefined || lon === undefined ? undefined : [lon, lat];
}
