import * as z from 'zod';
import type { Permission } from '../people/contract.ts';
import { type Kept, type Shelf, type ShelfKind, ShelfRefused } from '../shelf/contract.ts';
import { notFound, Refused } from './failures.ts';
import type { Api } from './route-group.ts';
import { apiError } from './wire/contract.ts';
import { idInPath, keptOf } from './wire/shelf.ts';

export interface ShelfOptions<T> {
  readonly kind: ShelfKind;
  readonly shelf: Shelf<T>;
  /** The schema of one, as it is written. */
  readonly body: z.ZodType<T>;
  readonly mayRead: Permission;
  /** Throws Refused where one cannot be as it is written. */
  readonly check?: (body: T) => Promise<void> | void;
  /** Called after a save or a removal. */
  readonly changed?: (id: string) => Promise<void>;
}

/** Registers the routes of a shelf: list, one, its versions, save, remove. Analysts save and remove. */
export function registerShelf<T extends object>(app: Api, options: ShelfOptions<T>): void {
  const { kind, shelf, body: written, mayRead, check, changed } = options;
  const path = `/v1/${kind}s`;
  // One schema for any kind: that it is the kind's own is known to its type alone.
  const kept = keptOf(written) as unknown as z.ZodType<Kept<T>>;
  const list = z.object({ [`${kind}s`]: z.array(kept).readonly() });
  const conflict = z.object({ error: z.string(), stored: kept.exactOptional() });
  const since = z
    .int()
    .min(0)
    .optional()
    .describe('The version that this save follows, 0 for none. Another one is stored: 409.');
  const read = { config: { may: mayRead } };
  const answer = (things: unknown) => ({ [`${kind}s`]: things }) as z.infer<typeof list>;
  const known = async () => (await shelf.list()).map(({ id }) => id);
  app.get(
    path,
    { ...read, schema: { summary: `The ${kind}s, the newest save first.`, response: { 200: list } } },
    async () => answer(await shelf.list()),
  );
  app.get(
    `${path}/:id`,
    { ...read, schema: { summary: `One ${kind}.`, params: idInPath, response: { 200: kept, 404: apiError } } },
    async ({ params: { id } }) => {
      const found = await shelf.get(id);
      if (!found) throw notFound(kind, id, await known());
      return found;
    },
  );
  app.get(
    `${path}/:id/versions`,
    {
      ...read,
      schema: {
        summary: `Who saved the ${kind} when, and as what; newest first.`,
        params: idInPath,
        response: { 200: list },
      },
    },
    async ({ params: { id } }) => answer(await shelf.versions(id)),
  );
  app.put(
    `${path}/:id`,
    {
      config: { may: 'ask' },
      schema: {
        summary: `Saves the ${kind}.`,
        params: idInPath,
        body: z.intersection(written, z.object({ since })),
        response: { 200: kept, 409: conflict, 422: apiError },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { since: follows, ...rest } = request.body as T & { readonly since?: number };
      const body = rest as unknown as T;
      await check?.(body);
      const before = await shelf.get(id);
      const saved = await shelf.put(id, body, request.author, follows).catch((cause: unknown) => {
        throw cause instanceof ShelfRefused ? new Refused(422, cause.message) : cause;
      });
      if ('other' in saved) {
        const error = `${kind} '${id}' was saved by ${saved.other?.author ?? 'nobody'} meanwhile`;
        return reply.status(409).send({ error, ...(saved.other && { stored: saved.other }) });
      }
      await changed?.(id);
      request.changes = [{ action: 'save', kind, name: id, ...(before && { before: before.body }), after: body }];
      return saved.saved;
    },
  );
  app.delete(
    `${path}/:id`,
    {
      config: { may: 'ask' },
      schema: { summary: `Removes the ${kind}.`, params: idInPath, response: { 204: z.null(), 404: apiError } },
    },
    async (request, reply) => {
      const { id } = request.params;
      const removed = await shelf.remove(id);
      if (!removed) throw notFound(kind, id, await known());
      await changed?.(id);
      request.changes = [{ action: 'remove', kind, name: id, before: removed.body }];
      return reply.status(204).send(null);
    },
  );
}
