import * as z from 'zod';
import type { Words } from '../../../triggers/words/contract.ts';
import { say } from '../../../triggers/words/say.ts';
import { period, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

const degrees = (most: number, fallback: number, title: Words, description: Words) =>
  say(z.coerce.number().min(-most).max(most), title, { description, kind: 'number', unit: '°' }).default(fallback);

/** Bounds what one map costs: of more fixes in a period some are looked at. */
const MOST_FIXES = 2_000_000;

export default {
  name: 'positions',
  title: { en: 'Positions on a map', de: 'Positionen auf einer Karte' },
  summary: {
    en: 'Where customers were, as cells of a map: how many fixes in each. A cell with fewer than two people is left out.',
    de: 'Wo Kunden waren, als Zellen einer Karte: wie viele Positionen in jeder. Eine Zelle mit weniger als zwei Personen fehlt.',
  },
  params: z.object({
    ...period,
    west: degrees(
      180,
      -180,
      { en: 'West', de: 'Westen' },
      { en: 'West edge of the box.', de: 'Westrand des Ausschnitts.' },
    ),
    south: degrees(
      90,
      -90,
      { en: 'South', de: 'Süden' },
      { en: 'South edge of the box.', de: 'Südrand des Ausschnitts.' },
    ),
    east: degrees(
      180,
      180,
      { en: 'East', de: 'Osten' },
      { en: 'East edge of the box.', de: 'Ostrand des Ausschnitts.' },
    ),
    north: degrees(
      90,
      90,
      { en: 'North', de: 'Norden' },
      { en: 'North edge of the box.', de: 'Nordrand des Ausschnitts.' },
    ),
    decimals: say(
      z.coerce.number().int().min(0).max(4),
      { en: 'Decimals', de: 'Nachkommastellen' },
      {
        description: {
          en: 'Decimals of a degree that a cell is wide.',
          de: 'Wie viele Stellen eines Grades eine Zelle breit ist.',
        },
        kind: 'count',
      },
    ).default(3),
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
  examples: [{ params: {}, gives: [{ lat: 1.235, lon: 0, fixes: 4 }] }],
} satisfies Query;
