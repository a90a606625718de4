import * as z from 'zod';
import type { ShapeOf } from '../../contract.ts';
import type { LightPlace, MapBox } from '../../places/contract.ts';

const degrees = z.tuple([z.number(), z.number()]).readonly();

const mapBox = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .readonly()
  .describe('West, south, east, north; a west greater than its east crosses the antimeridian.');

/** A box in a query string: `west,south,east,north`. */
export const boxText = z
  .string()
  .regex(/^-?[\d.]+(,-?[\d.]+){3}$/, 'west,south,east,north in degrees')
  .transform((text) => text.split(',').map(Number) as unknown as MapBox)
  .refine(([, south, , north]) => south <= north, 'south before north')
  .describe('`west,south,east,north`, degrees.');

/** The answer of `GET /v1/map/places`. */
export const mapPlaces = z.object({
  revision: z.int().describe('Grows with each publish.'),
  more: z.boolean(),
  places: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        tags: z.array(z.string()).readonly(),
        shape: z.enum(['circle', 'polygon', 'corridor']),
        centre: degrees,
        box: mapBox,
        metres: z.number().exactOptional().describe('The radius of a circle, the width of a corridor.'),
        outline: z.unknown().optional().describe('GeoJSON, where it was asked for; a long one with fewer positions.'),
      } satisfies ShapeOf<LightPlace>),
    )
    .readonly(),
});
