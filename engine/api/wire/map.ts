import * as z from 'zod';
import type { ShapeOf } from '../../contract.ts';
import type { LightPlace, MapBox, SightOfPlace } from '../../places/contract.ts';

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
        shape: z.enum(['circle', 'polygon', 'corridor', 'point']),
        centre: degrees,
        box: mapBox,
        metres: z.number().exactOptional().describe('The radius of a circle, the width of a corridor.'),
        outline: z.unknown().optional().describe('GeoJSON, where it was asked for; a long one with fewer positions.'),
      } satisfies ShapeOf<LightPlace>),
    )
    .readonly(),
});

/** The answer of `GET /v1/map/places/:name`. */
export const mapPlace = z.object({
  people: z
    .object({
      count: z.int(),
      isWhole: z.boolean().describe('False: there are more than were counted.'),
      ids: z.array(z.string()).readonly().exactOptional().describe('Absent: the caller may not see them.'),
    })
    .describe('Customers who are in it now.'),
  visits: z
    .object({ visits: z.int(), people: z.int(), lastAt: z.number().exactOptional() })
    .describe('Of the last seven days, from the stored signals.'),
});

/** The answer of `POST /v1/map/sight`. */
export const placeSight = z.object({
  atOnceMetres: z.number().describe('The worst accuracy at which one fix finds somebody; 0: none does.'),
  stayingMetres: z.number().describe('At which somebody who stays is found.'),
  passingMetres: z.number().describe('At which somebody who walks through is found.'),
  triedMetres: z.number(),
} satisfies ShapeOf<SightOfPlace>);

/** The answer of `GET /v1/map/positions`. */
export const mapPositions = z.object({
  cells: z
    .array(z.tuple([z.number(), z.number(), z.int()]).readonly())
    .readonly()
    .describe('Longitude and latitude of each cell, and the fixes in it; the fullest first.'),
  isWhole: z.boolean().describe('False: there are more cells than were given.'),
});
