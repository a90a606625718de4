import * as z from 'zod';
import { networkOf } from '../../definitions/network.ts';
import { usersOf, usersOfPlace } from '../../definitions/used-by.ts';
import { notFound } from '../failures.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';
import { networkAnswer, referredInPath, usersAnswer } from '../wire/used-by.ts';

/** What uses what. */
export default {
  name: 'used-by',
  summary: 'What uses a place, tag, template, segment, purpose, channel, event or trigger; and what ties triggers.',
  register(app, { definitions }) {
    app.get(
      '/v1/used-by/:kind/:name',
      {
        config: { may: 'read' },
        schema: {
          summary: 'The documents that use a thing, and where in them; of a place also those that use a tag of it.',
          params: referredInPath,
          response: { 200: usersAnswer },
        },
      },
      async ({ params: { kind, name } }) => {
        const documents = await definitions.list();
        return { users: kind === 'place' ? usersOfPlace(documents, name) : usersOf(documents, kind, name) };
      },
    );
    app.get(
      '/v1/network',
      {
        config: { may: 'read' },
        schema: {
          summary: 'What ties a trigger to others; without a name, all triggers that wake each other.',
          querystring: z.object({ around: z.string().min(1).max(200).optional() }),
          response: { 200: networkAnswer, 404: apiError },
        },
      },
      async ({ query: { around } }) => {
        const { live } = definitions;
        if (around !== undefined && !live.triggers.has(around)) throw notFound('trigger', around, live.triggers.keys());
        return networkOf(live, await definitions.list(), around);
      },
    );
  },
} satisfies RouteGroup;
