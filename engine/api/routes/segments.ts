import * as z from 'zod';
import { inWords } from '../../../triggers/conditions/words.ts';
import type { RouteGroup } from '../route-group.ts';
import { segmentsAnswer } from '../wire/segments.ts';

/** The segments of the workspace, and how many customers each has. */
export default {
  name: 'segments',
  summary: 'The segments of the workspace, and for how many customers each says yes, no or unknown.',
  register(app, { definitions, segments }) {
    app.get(
      '/v1/segments',
      {
        config: { may: 'read' },
        schema: {
          summary:
            'Every segment with its last counts and their age. Counts that are old, or missing, are made anew in the background; `GET /v1/customers?segment=NAME` lists the customers.',
          response: { 200: segmentsAnswer },
        },
      },
      async () => {
        const { counts, ...more } = await segments.look();
        const document = await definitions.get('workspace', 'workspace');
        const written = (document?.body as { readonly segments?: Readonly<Record<string, unknown>> })?.segments ?? {};
        return {
          segments: Array.from(definitions.live.segments.values(), ({ name, when }) => ({
            name,
            condition: written[name],
            says: inWords(when),
            ...(counts[name] && { count: counts[name] }),
          })),
          ...more,
        };
      },
    );
    app.post(
      '/v1/segments/count',
      {
        config: { may: 'write' },
        schema: { summary: 'Begins to count anew in the background.', response: { 202: z.undefined() } },
      },
      async (_request, reply) => {
        await segments.begin();
        return reply.status(202).send();
      },
    );
  },
} satisfies RouteGroup;
