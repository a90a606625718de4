import * as z from 'zod';
import type { CustomerState } from '../../../triggers/state/contract.ts';
import { zoneOf } from '../../../triggers/state/zone-of.ts';
import type { Mask, StoryLine, TrackPoint } from '../../customers/contract.ts';
import { noMask } from '../../customers/mask.ts';
import { momentOfNow } from '../../studies/explain-customer.ts';
import { knownCustomer } from '../known-customer.ts';
import type { ApiParts } from '../parts.ts';
import { maskFor } from '../personal.ts';
import type { RouteGroup } from '../route-group.ts';
import { customerInPath } from '../schemas.ts';
import { apiError } from '../wire/contract.ts';
import { storyAsk, storyPage, trackAsk } from '../wire/customers.ts';

const track = z.object({
  type: z.literal('FeatureCollection'),
  zone: z.string().describe('The customer’s zone.'),
  features: z.array(z.unknown()).readonly(),
});

/** What happened to one customer, page by page and as a way on the map. */
export default {
  name: 'story',
  summary: 'What happened to one customer: pages in both directions, and their way as GeoJSON.',
  register(app, { customers, stories, definitions, settings, world, clock }) {
    app.get(
      '/v1/customers/:id/story',
      {
        config: { may: 'read' },
        schema: {
          summary: 'A page of what happened to a customer, oldest row first: signals, decisions and messages.',
          params: customerInPath,
          querystring: storyAsk,
          response: { 200: storyPage, 404: apiError },
        },
      },
      async (request) => {
        const state = await knownCustomer(customers, request.params.id);
        const { oldestAt, ...page } = await stories.page({ ids: idsOf(state), ...request.query });
        const mask = maskFor(request, state);
        return { ...page, rows: maskRows(page.rows, mask), reaches: reachOf(state, oldestAt, settings) };
      },
    );
    app.get(
      '/v1/customers/:id/track',
      {
        config: { may: 'read' },
        schema: {
          summary:
            'The positions of a customer as GeoJSON: a point for each, with its time, and the line that joins them.',
          params: customerInPath,
          querystring: trackAsk,
          response: { 200: track, 404: apiError },
        },
      },
      async (request) => {
        const state = await knownCustomer(customers, request.params.id);
        const points = await stories.track({ ids: idsOf(state), ...request.query });
        const inputs = { live: definitions.live, world, at: clock.now() };
        const zone = zoneOf(momentOfNow({ state, signal: undefined }, inputs));
        return { type: 'FeatureCollection' as const, zone, features: featuresOf(points.map(maskFor(request, state))) };
      },
    );
  },
} satisfies RouteGroup;

function idsOf({ id, aliases }: CustomerState): readonly string[] {
  return [id, ...aliases];
}

/** Says how far back a story goes, and why it ends there. */
function reachOf(
  { firstAt }: CustomerState,
  oldestAt: number | undefined,
  { signalDays, outcomeDays }: Pick<ApiParts['settings'], 'signalDays' | 'outcomeDays'>,
) {
  const begins = oldestAt !== undefined && oldestAt <= firstAt;
  return {
    ...(oldestAt !== undefined && { oldestAt }),
    knownSince: firstAt,
    signalDays,
    outcomeDays,
    because: oldestAt === undefined ? ('empty' as const) : begins ? ('begins' as const) : ('kept' as const),
  };
}

/** The value of a row is JSON as text: what is hidden in it is found by its names. */
function maskRows(rows: readonly StoryLine[], mask: Mask): readonly StoryLine[] {
  if (mask === noMask) return rows;
  return rows.map((row) => {
    const value = typeof row.value === 'string' && row.value !== '' ? JSON.stringify(mask(JSON.parse(row.value))) : '';
    return { ...mask(row), value };
  });
}

function featuresOf(points: readonly TrackPoint[]): readonly unknown[] {
  const features = points.map(({ lat, lon, ...properties }) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties,
  }));
  if (points.length < 2) return features;
  const coordinates = points.map(({ lat, lon }) => [lon, lat]);
  const line = { type: 'Feature', geometry: { type: 'LineString', coordinates }, properties: {} };
  return [line, ...features];
}
