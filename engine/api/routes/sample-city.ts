import * as z from 'zod';
import type { Document } from '../../definitions/contract.ts';
import type { Walk } from '../../sample-city/contract.ts';
import { readSampleCity, SAMPLE } from '../../sample-city/documents.ts';
import { layOutWalk } from '../../sample-city/walk.ts';
import { Refused } from '../failures.ts';
import type { ApiParts } from '../parts.ts';
import { authorship, publish } from '../publish.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError, publishAnswer } from '../wire/contract.ts';

/** Nothing is removed before that which uses it. */
const REMOVED_IN_ORDER = ['trigger', 'template', 'place'] as const;

/** A sample city for an empty workspace: places, triggers, templates, and walkers as long as a console is open. */
export default {
  name: 'sample-city',
  summary: 'A sample city to look at before there are signals of one’s own. Everything of it is called `sample-…`.',
  register(app, parts) {
    let read: Promise<{ readonly documents: readonly Document[]; readonly walk: Walk }> | undefined;
    const city = () => {
      read ??= readSampleCity().then((documents) => ({ documents, walk: layOutWalk(spotsIn(documents)) }));
      return read;
    };
    app.post(
      '/v1/sample-city',
      {
        config: { may: 'publish' },
        schema: {
          summary: 'Publishes the sample city beside what there is.',
          response: { 200: publishAnswer, 422: apiError },
        },
      },
      async (request) => {
        const { documents } = await city();
        const given = documents.map(({ kind, name, source, body }) => ({ kind, name, source, body }));
        return publish(given, { replace: false }, request, parts);
      },
    );
    app.post(
      '/v1/sample-city/step',
      {
        config: { may: 'write' },
        schema: {
          summary: 'Lets the walkers take the step that is due now. A step that was taken already changes nothing.',
          body: z.object({ isFirst: z.boolean().default(false).describe('Tells too who the walkers are.') }),
          response: { 200: z.object({ signals: z.int() }), 409: apiError, 503: apiError },
        },
      },
      async ({ body: { isFirst } }) => {
        if (!parts.definitions.live.triggers.has(`${SAMPLE}hello`)) {
          throw new Refused(409, 'the sample city is not here: publish it first');
        }
        const { walk } = await city();
        const at = parts.clock.now();
        const signals = [...(isFirst ? walk.beginnings(at) : []), ...walk.positionsAt(at)];
        const refused = (await Promise.all(signals.map(parts.tell))).find((why) => why !== undefined);
        if (refused !== undefined) throw new Refused(503, refused);
        return { signals: signals.length };
      },
    );
    app.delete(
      '/v1/sample-city',
      {
        config: { may: 'publish' },
        schema: {
          summary: 'Removes the sample city, and everything that is stored of its walkers.',
          response: { 204: z.null(), 422: apiError },
        },
      },
      async (request, reply) => {
        await removeDocuments(parts, authorship(request, parts));
        const { walk } = await city();
        await parts.customers.erase(...walk.walkers);
        return reply.status(204).send(null);
      },
    );
  },
} satisfies RouteGroup;

async function removeDocuments({ definitions }: ApiParts, by: ReturnType<typeof authorship>): Promise<void> {
  const stored = await definitions.list();
  for (const wanted of REMOVED_IN_ORDER) {
    for (const { kind, name } of stored) {
      if (kind === wanted && name.startsWith(SAMPLE)) await definitions.remove(kind, name, { by });
    }
  }
}

function spotsIn(documents: readonly Document[]): readonly (readonly [number, number])[] {
  return documents
    .filter(({ kind }) => kind === 'place')
    .map(({ body }) => (body as { geometry: { coordinates: [number, number] } }).geometry.coordinates);
}
