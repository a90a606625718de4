import * as z from 'zod';
import { KEY_ROLES, KeyRefused } from '../../access/contract.ts';
import { notFound, Refused } from '../failures.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';

const view = z.object({
  id: z.string(),
  role: z.enum(KEY_ROLES),
  name: z.string(),
  madeAt: z.number(),
  usedAt: z.number().exactOptional(),
  until: z.number().exactOptional(),
});
const made = view.extend({ key: z.string().describe('In the clear, this once: only its hash is kept.') });
const one = z.object({ id: z.string().min(1).max(64) });
const MOST_KEPT_SECONDS = 90 * 24 * 3_600;

/** The keys of programs. */
export default {
  name: 'keys',
  summary: 'Keys: several of each role, with names; list, make, rotate, revoke. A change counts everywhere within 2 s.',
  register(app, { keyRing, log }) {
    app.get(
      '/v1/keys',
      {
        config: { may: 'administer' },
        schema: { summary: 'The keys there are.', response: { 200: z.object({ keys: z.array(view).readonly() }) } },
      },
      async () => ({ keys: await keyRing.list() }),
    );
    app.post(
      '/v1/keys',
      {
        config: { may: 'administer' },
        schema: {
          summary: 'Makes a key and shows it, this once.',
          body: z.object({
            role: view.shape.role,
            name: z.string().trim().min(1).max(64).describe('Where it is used, for whoever revokes it one day.'),
          }),
          response: { 201: made, 409: apiError },
        },
      },
      async ({ body: { role, name } }, reply) => {
        const key = await refuseKeyFaults(keyRing.make(role, name));
        log.info('a key was made', { id: key.id, role, name });
        return reply.status(201).send(key);
      },
    );
    app.post(
      '/v1/keys/:id/rotate',
      {
        config: { may: 'administer' },
        schema: {
          summary: 'Makes a successor of the same role and name; the old key counts beside it for a while.',
          params: one,
          body: z.object({ keepSeconds: z.number().int().min(0).max(MOST_KEPT_SECONDS).default(86_400) }),
          response: { 201: made, 404: apiError, 409: apiError },
        },
      },
      async ({ params: { id }, body: { keepSeconds } }, reply) => {
        const key = await refuseKeyFaults(keyRing.rotate(id, keepSeconds * 1_000));
        if (!key) throw notFound('key', id);
        log.info('a key was rotated', { from: id, to: key.id, keepSeconds });
        return reply.status(201).send(key);
      },
    );
    app.delete(
      '/v1/keys/:id',
      {
        config: { may: 'administer' },
        schema: {
          summary: 'Revokes a key. Streams that are open with it are closed.',
          params: one,
          response: { 200: z.object({ revoked: view }), 404: apiError, 409: apiError },
        },
      },
      async ({ params: { id } }) => {
        const revoked = await refuseKeyFaults(keyRing.revoke(id));
        if (!revoked) throw notFound('key', id);
        log.info('a key was revoked', { id, role: revoked.role, name: revoked.name });
        return { revoked };
      },
    );
  },
} satisfies RouteGroup;

async function refuseKeyFaults<T>(change: Promise<T>): Promise<T> {
  try {
    return await change;
  } catch (cause) {
    throw cause instanceof KeyRefused ? new Refused(409, cause.message) : cause;
  }
}
