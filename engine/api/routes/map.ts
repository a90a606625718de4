import * as z from 'zod';
import { listLightPlaces } from '../../places/light-places.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';
import { boxText, mapPlaces } from '../wire/map.ts';

const MOST_PLACES = 20_000;

/** What a map shows. */
export default {
  name: 'map',
  summary: 'What a map of the workspace shows.',
  register(app, { definitions }) {
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
