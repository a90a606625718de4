import { isIPv4 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Keys } from '../access/contract.ts';
import { Refused } from './failures.ts';

const BEARER = /^Bearer +(\S+)$/i;

/** Lets a request through if it carries the secret key as `Authorization: Bearer`, or if its route is open to it. */
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

/** The headers that a proxy adds when it passes on a request: RFC 7239 and 9110, and those of clouds and servers. */
const PASSED_ON =
  /^(?:forwarded|via|(?:x-)?(?:forwarded|original|proxy|envoy|real|amzn|azure|appengine|vercel|nf|fd|ms|cluster)-|cf-|cdn-|fastly-|fly-|incap-|true-client-|x-client-|client-ip|x-host|x-arr-|x-rewrite-)/;
const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/**
 * Whether a program on this machine sent the request: over the loopback interface, under a local name (a page of any
 * site can point its own name here), and without the headers of a proxy.
 */
function isFromHere({ ip, headers }: FastifyRequest): boolean {
  const address = ip.replace(/^::ffff:/, '');
  if (address !== '::1' && !(isIPv4(address) && address.startsWith('127.'))) return false;
  return LOOPBACK_HOST.test(headers.host ?? '') && !Object.keys(headers).some((name) => PASSED_ON.test(name));
}
