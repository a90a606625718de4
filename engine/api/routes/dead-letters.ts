import * as z from 'zod';
import { name } from '../../../triggers/arguments/names.ts';
import { notFound } from '../failures.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';

const letter = z.object({
  id: z.string(),
  channel: z.string(),
  customer: z.string(),
  trigger: z.string(),
  reason: z.string(),
  at: z.number(),
  attempts: z.int(),
});
const one = z.object({ id: z.string().min(1).max(200) });

/** Messages that failed for good, to look at and to send again. */
export default {
  name: 'dead-letters',
  summary: 'Messages that failed for good: look, send again, throw away.',
  register(app, { deadLetters }) {
    app.get(
      '/v1/dead-letters',
      {
        config: { may: 'operate' },
        schema: {
          summary: 'The newest dead letters.',
          querystring: z.object({
            channel: name.optional(),
            most: z.coerce.number().int().min(1).max(1_000).default(100),
          }),
          response: { 200: z.object({ letters: z.array(letter).readonly() }) },
        },
      },
      async ({ query: { channel, most } }) => ({
        letters: await deadLetters.list({ ...(channel && { channel }), most }),
      }),
    );
    app.post(
      '/v1/dead-letters/:id/requeue',
      {
        config: { may: 'operate' },
        schema: {
          summary: 'Sends a dead letter again, with the checks that every message gets before it leaves.',
          params: one,
          response: { 200: z.object({ requeued: z.string() }), 404: apiError },
        },
      },
      async ({ params: { id } }) => {
        if (!(await deadLetters.requeue(id))) throw notFound('dead letter', id);
        return { requeued: id };
      },
    );
    app.delete(
      '/v1/dead-letters/:id',
      {
        config: { may: 'operate' },
        schema: {
          summary: 'Throws a dead letter away.',
          params: one,
          response: { 200: z.object({ discarded: z.string() }), 404: apiError },
        },
      },
      async ({ params: { id } }) => {
        if (!(await deadLetters.discard(id))) throw notFound('dead letter', id);
        return { discarded: id };
      },
    );
  },
} satisfies RouteGroup;
