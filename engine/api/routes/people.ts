import * as z from 'zod';
import { type People, PersonRefused, type PersonView, ROLES } from '../../people/contract.ts';
import { notFound, Refused } from '../failures.ts';
import type { RouteGroup } from '../route-group.ts';
import { personView } from '../session-schemas.ts';
import { apiError } from '../wire/contract.ts';

const one = z.object({ name: z.string().min(1).max(100) });
const link = z.object({ token: z.string().describe('Signs in once, within a day: /login?once=TOKEN.') });
const work = { roles: z.array(z.enum(ROLES)).min(1), publishes: z.boolean().default(false) };

/** The people of the console, and their roles. */
export default {
  name: 'people',
  summary: 'People: who may sign in, with which roles; a link signs somebody in once and lets them choose a password.',
  register(app, { people, log }) {
    app.get(
      '/v1/people',
      {
        config: { may: 'administer' },
        schema: {
          summary: 'Everybody who may sign in.',
          response: { 200: z.object({ people: z.array(personView).readonly() }) },
        },
      },
      async () => ({ people: await people.list() }),
    );
    app.post(
      '/v1/people',
      {
        config: { may: 'administer' },
        schema: {
          summary: 'Adds a person, and makes the link that signs them in once.',
          body: z.object({ name: z.string().max(200), ...work }),
          response: { 201: link.extend({ person: personView }), 422: apiError },
        },
      },
      async ({ body: { name, roles, publishes } }, reply) => {
        const person = await orRefused(people.add(name, roles, publishes));
        log.info('a person was added', { name, roles, publishes });
        return reply.status(201).send({ person, token: (await people.linkFor(name))! });
      },
    );
    app.put(
      '/v1/people/:name',
      {
        config: { may: 'administer' },
        schema: {
          summary: 'Changes what a person may do.',
          params: one,
          body: z.object(work),
          response: { 200: personView, 404: apiError, 422: apiError },
        },
      },
      async (request) => {
        const {
          params: { name },
          body: { roles, publishes },
        } = request;
        const { roles: roleBefore, publishes: published } = await requirePerson(people, name);
        const before = { roles: roleBefore, publishes: published };
        request.changes = [{ action: 'PUT /v1/people/:name', kind: 'people', name, before, after: request.body }];
        log.info('what a person may do was changed', { name, roles, publishes });
        return orRefused(people.change(name, roles, publishes));
      },
    );
    app.post(
      '/v1/people/:name/link',
      {
        config: { may: 'administer' },
        schema: {
          summary: 'Makes a new link that signs a person in once; their password counts until they use it.',
          params: one,
          response: { 201: link, 404: apiError },
        },
      },
      async ({ params: { name } }, reply) => {
        await requirePerson(people, name);
        log.info('a link to sign in was made', { name });
        return reply.status(201).send({ token: (await people.linkFor(name))! });
      },
    );
    app.delete(
      '/v1/people/:name',
      {
        config: { may: 'administer' },
        schema: {
          summary: 'Removes a person; they are signed out at once.',
          params: one,
          response: { 204: z.null(), 404: apiError, 422: apiError },
        },
      },
      async ({ params: { name } }, reply) => {
        await requirePerson(people, name);
        await orRefused(people.remove(name));
        log.info('a person was removed', { name });
        return reply.status(204).send(null);
      },
    );
  },
} satisfies RouteGroup;

async function requirePerson(people: People, name: string): Promise<PersonView> {
  const all = await people.list();
  const found = all.find((person) => person.name === name);
  if (found) return found;
  throw notFound(
    'person',
    name,
    all.map((person) => person.name),
  );
}

function orRefused<T>(change: Promise<T>): Promise<T> {
  return change.catch((cause: unknown) => {
    if (cause instanceof PersonRefused) throw new Refused(422, cause.message);
    throw cause;
  });
}
