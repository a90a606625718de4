import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { type Denied, type Opened, PersonRefused, type Session } from '../../people/contract.ts';
import { Refused } from '../failures.ts';
import type { RouteGroup } from '../route-group.ts';
import { setToken, tokenIn } from '../session-cookie.ts';
import { apiError, sessionView } from '../wire/contract.ts';

/** Signing in to the console and out of it. */
export default {
  name: 'session',
  summary: 'Signing in to the console: by name and password, or once by a link.',
  register(app, { people }) {
    app.get(
      '/v1/session',
      {
        config: { open: 'signed-in' },
        schema: { summary: 'Who is signed in.', response: { 200: sessionView, 401: apiError } },
      },
      async ({ person }) => {
        if (!person) throw new Refused(401, 'nobody is signed in: the secret key is no person');
        return viewOf(person);
      },
    );
    app.post(
      '/v1/session',
      {
        config: { open: 'everybody' },
        schema: {
          summary: 'Signs in. After ten wrong passwords a name, or an address, waits a quarter of an hour.',
          body: z.object({ name: z.string().max(200), password: z.string().max(1_000) }),
          response: { 200: sessionView, 401: apiError, 429: apiError },
        },
      },
      async (request, reply) => {
        const { name, password } = request.body;
        return enter(await people.signIn(name.trim().toLowerCase(), password, request.ip), request, reply);
      },
    );
    app.post(
      '/v1/session/once',
      {
        config: { open: 'everybody' },
        schema: {
          summary: 'Signs in with the token of a link that works once.',
          body: z.object({ token: z.string().min(1).max(200) }),
          response: { 200: sessionView, 401: apiError, 429: apiError },
        },
      },
      async (request, reply) => enter(await people.signInOnce(request.body.token), request, reply),
    );
    app.put(
      '/v1/session/password',
      {
        config: { open: 'signed-in' },
        schema: {
          summary: 'Chooses the password of who is signed in; their other sessions end.',
          body: z.object({
            password: z.string().max(1_000),
            current: z.string().max(1_000).exactOptional().describe('The password so far, where there is one.'),
          }),
          response: { 204: z.null(), 401: apiError, 422: apiError },
        },
      },
      async (request, reply) => {
        const token = tokenIn(request);
        if (token === undefined) throw new Refused(401, 'nobody is signed in: the secret key is no person');
        await people.choosePassword(token, request.body.password, request.body.current).catch((cause: unknown) => {
          if (cause instanceof PersonRefused) throw new Refused(422, cause.message);
          throw cause;
        });
        return reply.status(204).send(null);
      },
    );
    app.delete(
      '/v1/session',
      { config: { open: 'signed-in' }, schema: { summary: 'Signs out.', response: { 204: z.null() } } },
      async (request, reply) => {
        const token = tokenIn(request);
        if (token !== undefined) await people.signOut(token);
        setToken(request, reply, undefined);
        return reply.status(204).send(null);
      },
    );
  },
} satisfies RouteGroup;

function enter(answer: Opened | Denied, request: FastifyRequest, reply: FastifyReply) {
  if ('denied' in answer) {
    if (answer.denied === 'wrong') throw new Refused(401, 'name and password do not belong together');
    reply.header('retry-after', answer.seconds);
    throw new Refused(429, `too many attempts: try again in ${answer.seconds} s`);
  }
  setToken(request, reply, answer.token, answer.lastsSeconds);
  return viewOf(answer.session);
}

function viewOf({ name, roles, may, mustChoosePassword }: Session) {
  return { name, roles: [...roles], may: [...may], mustChoosePassword };
}
