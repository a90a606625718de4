import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Under TLS a browser takes the cookie only from this very host; without, as on one's own machine, it cannot be marked
 * so.
 */
const SECURE = '__Host-kairos';
const PLAIN = 'kairos-session';

/** The session's token that a browser sent. */
export function tokenIn(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  return cookieIn(request, SECURE, PLAIN);
}

/** The value of the first cookie that a browser sent under one of these names. */
export function cookieIn(
  { headers }: Pick<FastifyRequest, 'headers'>,
  ...names: readonly string[]
): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name = '', value] = pair.trim().split('=', 2);
    if (names.includes(name) && value) return value;
  }
  return undefined;
}

/** Gives the browser a session's token to keep; `undefined` takes it back. */
export function setToken(request: FastifyRequest, reply: FastifyReply, token: string | undefined, seconds = 0): void {
  const isSecure = request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https';
  const kept = token === undefined ? 'Max-Age=0' : `Max-Age=${seconds}`;
  const cookie = `${isSecure ? SECURE : PLAIN}=${token ?? ''}; Path=/; HttpOnly; SameSite=Strict; ${kept}`;
  reply.header('set-cookie', isSecure ? `${cookie}; Secure` : cookie);
}
