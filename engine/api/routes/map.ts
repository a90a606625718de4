import * as z from 'zod';
import { InvalidDefinitions } from '../../../triggers/contract.ts';
import { parsePlaces } from '../../../triggers/places/parse-places.ts';
import { listLightPlaces } from '../../places/light-places.ts';
import { seePlace } from '../../places/see-place.ts';
import { notFound } from '../failures.ts';
import type { ApiParts } from '../parts.ts';
import type { Api, RouteGroup } from '../route-group.ts';
import { nameInPath } from '../schemas.ts';
import { apiError } from '../wire/contract.ts';
import { boxText, mapPlace, mapPlaces, mapPositions, placeSight } from '../wire/map.ts';

const MOST_PLACES = 20_000;
const MOST_PEOPLE = 500;
const MOST_CELLS = 20_000;
const VISITS_MS = 7 * 86_400_000;
/** Decimals of a degree that a cell is wide, from a zoom on. */
const DECIMALS: readonly (readonly [zoom: number, decimals: number])[] = [
  [12, 3],
  [8, 2],
  [4, 1],
];

/** What a map shows. */
export default {
  name: 'map',
  summary: 'What a map of the workspace shows.',
  register(app, parts) {
    const { definitions } = parts;
    registerPlace(app, parts);
    registerSight(app, parts);
    registerPositions(app, parts);
    app.get(
      '/v1/map/places',
      {
        config: { may: 'read' },
        schema: {
          summary: 'The live places, with as much of each as a map and a list need.',
          querystring: z.object({
            box: boxText.optional(),
            after: z.string().max(200).default('').describe('Only ids after this one.'),
            most: z.coerce.number().int().min(1).max(MOST_PLACES).default(MOST_PLACES),
            outlines: z
              .enum(['yes', 'no'])
              .default('no')
              .describe('Whether the outlines of areas and corridors come too.'),
          }),
          response: { 200: mapPlaces, 400: apiError },
        },
      },
      async ({ query: { box, after, most, outlines } }) => {
        const { live } = definitions;
        const hasOutlines = outlines === 'yes';
        return { revision: live.revision, ...listLightPlaces(live.places, { box, after, most, hasOutlines }) };
      },
    );
  },
} satisfies RouteGroup;

function registerPlace(app: Api, { definitions, finder, queries, clock }: ApiParts): void {
  app.get(
    '/v1/map/places/:name',
    {
      config: { may: 'read' },
      schema: {
        summary: 'How many customers are in a place now, and its visits of seven days.',
        params: nameInPath,
        response: { 200: mapPlace, 404: apiError },
      },
    },
    async ({ params: { name }, person }) => {
      const { live } = definitions;
      if (!live.place.has(name)) throw notFound('place', name, live.place.keys());
      const [found, visits] = await Promise.all([
        finder.find({ place: name, among: 'ids', holds: () => true, most: MOST_PEOPLE }),
        queries.run('place-visits', { place: name, from: clock.now() - VISITS_MS }),
      ]);
      const [row] = visits.rows;
      const maySee = !person || person.may.has('personal');
      return {
        people: {
          count: found.customers.length,
          isWhole: found.after === undefined,
          ...(maySee && { ids: found.customers.map(({ state }) => state.id) }),
        },
        visits: {
          visits: Number(row?.visits ?? 0),
          people: Number(row?.people ?? 0),
          ...(row?.last_at !== undefined && { lastAt: Number(row.last_at) }),
        },
      };
    },
  );
}

function registerSight(app: Api, { language, world }: ApiParts): void {
  app.post(
    '/v1/map/sight',
    {
      config: { may: 'read' },
      schema: {
        summary: 'How exact positions must be to find somebody in a place, a draft of one included.',
        body: z.unknown(),
        response: { 200: placeSight, 422: apiError },
      },
    },
    async ({ body }) => {
      const { places, problems } = parsePlaces('place', body, world.zoneAt);
      const [place] = places;
      if (!place || places.length > 1) throw new InvalidDefinitions(problems);
      return seePlace(place, language.vocabulary.signals);
    },
  );
}

function registerPositions(app: Api, { queries, clock, settings }: ApiParts): void {
  app.get(
    '/v1/map/positions',
    {
      config: { may: 'read' },
      schema: {
        summary: 'Where customers were in the last days, as cells of a map with two people or more.',
        querystring: z.object({
          box: boxText,
          zoom: z.coerce
            .number()
            .min(0)
            .max(24)
            .default(12)
            .describe('How near the map is: the cells are finer from 4, 8 and 12 on.'),
          days: z.coerce.number().int().min(1).max(90).default(7),
        }),
        response: { 200: mapPositions, 400: apiError },
      },
    },
    async ({ query: { box, zoom, days } }) => {
      const [west, south, east, north] = box;
      const finest = DECIMALS.find(([from]) => zoom >= from)?.[1] ?? 0;
      const asked = {
        from: clock.now() - days * 86_400_000,
        south,
        north,
        decimals: Math.min(finest, settings.positionDecimals),
        limit: MOST_CELLS,
      };
      const sides =
        west <= east
          ? [[west, east]]
          : [
              [west, 180],
              [-180, east],
            ];
      const answers = await Promise.all(
        sides.map(([from, to]) => queries.run('positions', { ...asked, west: from, east: to })),
      );
      const cells = answers.flatMap(({ rows }) =>
        rows.map(({ lon, lat, fixes }) => [Number(lon), Number(lat), Number(fixes)] as const),
      );
      return { cells, isWhole: answers.every(({ rows, of }) => rows.length >= of) };
    },
  );
}
