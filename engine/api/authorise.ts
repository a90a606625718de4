import { isIPv4 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Keys } from '../ingest/contract.ts';
import { Refused } from './failures.ts';

const BEARER = /^Bearer +(\S+)$/i;

/** Lets a request through that shows the secret key as `Authorization: Bearer`, and those to routes that are open to it. */
export function authorise(app: FastifyInstance, keys: Pick<Keys, 'check'>): void {
  app.addHook('onRequest', async (request, reply) => {
    const { open } = request.routeOptions.config;
    if (open === 'everybody' || (open === 'this-machine' && isFromHere(request))) return;
    const key = BEARER.exec(request.headers.authorization ?? '')?.[1];
    const role = key === undefined ? undefined : keys.check(key);
    if (role === 'secret') return;
    if (role !== undefined) throw new Refused(403, 'this key may only send signals; the secret key is needed');
    reply.header('www-authenticate', 'Bearer');
    throw new Refused(401, 'the secret key is needed: Authorization: Bearer <key>');
  });
}

/** Comes over the loopback interface, and no proxy says that it passes on somebody else's words. */
function isFromHere({ ip, headers }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  const address = ip.replace(/^::ffff:/, '');
  return address === '::1' || (isIPv4(address) && address.startsWith('127.'));
}
