import * as z from 'zod';
import { period, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

const degrees = (most: number, fallback: number, summary: string) =>
  z.coerce.number().min(-most).max(most).default(fallback).describe(summary);

/** Bounds what one map costs: of more fixes in a period some are looked at. */
const MOST_FIXES = 2_000_000;

export default {
  name: 'positions',
  summary:
    'Where customers were, as cells of a map: how many fixes in each. A cell with fewer than two people is left out.',
  params: z.object({
    ...period,
    west: degrees(180, -180, 'West edge of the box.'),
    south: degrees(90, -90, 'South edge.'),
    east: degrees(180, 180, 'East edge.'),
    north: degrees(90, 90, 'North edge.'),
    decimals: z.coerce.number().int().min(0).max(4).default(3).describe('Decimals of a degree that a cell is wide.'),
  }),
  // after a restore a row may be there twice: a fix counts once
  sql: `
    SELECT round(lat, {decimals:UInt8}) AS lat, round(lon, {decimals:UInt8}) AS lon, uniqExact(fix) AS fixes
    FROM (
      SELECT customer, cityHash64(customer, id) AS fix, JSONExtractFloat(value, 'lat') AS lat, JSONExtractFloat(value, 'lon') AS lon
      FROM signals
      WHERE kind = 'location' AND ${WITHIN}
        AND lat >= {south:Float64} AND lat <= {north:Float64} AND lon >= {west:Float64} AND lon <= {east:Float64}
      LIMIT ${MOST_FIXES}
    )
    GROUP BY lat, lon
    HAVING uniqExact(customer) >= 2
    ORDER BY fixes DESC, lat, lon`,
  examples: [{ params: {}, gives: [{ lat: 1.235, lon: 0, fixes: 2 }] }],
} satisfies Query;
