import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { OpenIdRefused } from '../../people/contract.ts';
import { Refused } from '../failures.ts';
import type { RouteGroup } from '../route-group.ts';
import { cookieIn, setToken } from '../session-cookie.ts';
import { apiError } from '../wire/contract.ts';

/** Ties a sign-in to the browser that began it. Lax: the provider's page leads back here. */
const STATE = 'kairos-openid';
const BACK = '/v1/session/openid/back';

/** Signing in by an OpenID Connect provider. */
export default {
  name: 'openid',
  summary: 'Signing in by an OpenID Connect provider, where the settings name one.',
  register(app, { people, openId, settings, log }) {
    const turnBack = (cause: unknown, reply: FastifyReply) => {
      if (!(cause instanceof OpenIdRefused)) throw cause;
      log.warn(cause.message, { cause: cause.cause });
      return reply.redirect(`/login?refused=${cause.code}`);
    };
    app.get(
      '/v1/session/ways',
      {
        config: { open: 'everybody' },
        schema: {
          summary: 'The ways to sign in.',
          response: { 200: z.object({ password: z.literal(true), openId: z.boolean() }) },
        },
      },
      async () => ({ password: true as const, openId: openId !== undefined }),
    );
    app.get(
      '/v1/session/openid',
      {
        config: { open: 'everybody' },
        schema: {
          summary: 'Sends the browser to the provider.',
          querystring: z.object({ to: z.string().max(2_000).default('/') }),
          response: { 302: z.null(), 404: apiError },
        },
      },
      async (request, reply) => {
        if (!openId) throw new Refused(404, 'no OpenID Connect provider is set: KAIROS_OIDC_ISSUER');
        const home = settings.consoleUrl ?? `${request.protocol}://${request.host}`;
        try {
          const { url, state } = await openId.begin(home + BACK, ownAddress(request.query.to));
          reply.header('set-cookie', `${STATE}=${state}; Path=${BACK}; HttpOnly; SameSite=Lax; Max-Age=600`);
          return reply.redirect(url);
        } catch (cause) {
          return turnBack(cause, reply);
        }
      },
    );
    app.get(
      BACK,
      {
        config: { open: 'everybody' },
        schema: { summary: 'Where the provider sends the browser back.', response: { 302: z.null(), 404: apiError } },
      },
      async (request, reply) => {
        if (!openId) throw new Refused(404, 'no OpenID Connect provider is set: KAIROS_OIDC_ISSUER');
        try {
          const { claimed, to } = await openId.finish(request.url.split('?', 2)[1] ?? '', cookieIn(request, STATE));
          const answer = await people.signInClaimed(claimed);
          if ('denied' in answer) {
            throw new OpenIdRefused('taken', `'${claimed.name}' signs in here by password`);
          }
          setToken(request, reply, answer.token, answer.lastsSeconds);
          return reply.redirect(to);
        } catch (cause) {
          return turnBack(cause, reply);
        }
      },
    );
  },
} satisfies RouteGroup;

/** Only an address of the console: a link must lead nobody elsewhere. */
function ownAddress(to: string): string {
  return /^\/(?![/\\])/.test(to) ? to : '/';
}
