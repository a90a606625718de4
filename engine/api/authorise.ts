import { isIPv4 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Keys } from '../access/contract.ts';
import type { People, Permission, Session } from '../people/contract.ts';
import { permissionsOf, rolesWith } from '../people/permissions.ts';
import { Refused } from './failures.ts';
import { tokenIn } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /**
     * The signed-in person, or a key that only reads. Undefined: the request shows the secret key, or the route is
     * open.
     */
    person: Session | undefined;
    /** The one that versions and the log name: the signed-in person, or `key:NAME`. Empty: the route is open. */
    author: string;
  }
  interface FastifyContextConfig {
    /** The permission that a signed-in person needs. Absent: `administer`. */
    readonly may?: Permission;
    /** A request that is no GET and reads all the same. */
    readonly changesNothing?: true;
  }
}

const BEARER = /^Bearer +(\S+)$/i;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Lets a request through that shows the secret key as `Authorization: Bearer`, one of somebody who is signed in and may
 * do that, and those to routes that are open. Refuses with 401 where nobody is known, else with 403 and the roles that
 * may.
 */
export function authorise(
  app: FastifyInstance,
  keys: Pick<Keys, 'check' | 'nameOf'>,
  people?: Pick<People, 'sessionOf'>,
): void {
  app.decorateRequest('person', undefined);
  app.decorateRequest('author', '');
  app.addHook('onRequest', async (request, reply) => {
    const { open } = request.routeOptions.config;
    if (open === 'everybody' || (open === 'this-machine' && isFromHere(request))) return;
    const key = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (people && key === undefined && (await isPersons(request, people))) return;
    const role = key === undefined ? undefined : keys.check(key);
    if (role === 'secret') {
      request.author = `key:${keys.nameOf(key ?? '') ?? ''}`;
      return;
    }
    if (role === 'reading') return letRead(request, keys.nameOf(key ?? '') ?? '');
    if (role !== undefined) throw new Refused(403, 'this key may only send signals; the secret key is needed');
    reply.header('www-authenticate', 'Bearer');
    throw new Refused(401, 'the secret key is needed: Authorization: Bearer <key>');
  });
}

/** What a key that only reads may: what an analyst may who changes nothing. */
const READING: ReadonlySet<Permission> = permissionsOf(['analyst'], false);

/** Lets a key that only reads through, as somebody who sees no personal data, or refuses it. */
function letRead(request: FastifyRequest, name: string): void {
  const { may = 'administer', open, changesNothing } = request.routeOptions.config;
  if (open !== undefined || !READING.has(may) || !(SAFE.has(request.method) || changesNothing)) {
    throw new Refused(403, 'this key may only read; the secret key is needed');
  }
  request.author = `key:${name}`;
  request.person = { name: request.author, roles: ['analyst'], may: READING, mustChoosePassword: false };
}

/** Tells whether a signed-in person asks and has the permission. */
async function isPersons(request: FastifyRequest, people: Pick<People, 'sessionOf'>): Promise<boolean> {
  const token = tokenIn(request);
  const person = token === undefined ? undefined : await people.sessionOf(token);
  if (!person) return false;
  refuseForeign(request);
  const { may = 'administer', open } = request.routeOptions.config;
  if (open !== 'signed-in' && !person.may.has(may)) {
    throw refuseTo(may);
  }
  request.person = person;
  request.author = person.name;
  return true;
}

/** Refuses somebody who lacks a permission, and says which roles have it. */
export function refuseTo(may: Permission): Refused {
  return new Refused(
    403,
    `this needs the permission to ${NEEDED[may]}; roles that have it: ${rolesWith(may).join(', ')}`,
  );
}

const NEEDED: Readonly<Record<Permission, string>> = {
  read: 'read definitions and results',
  ask: 'ask questions in SQL',
  personal: 'see personal data',
  write: 'write drafts and try them',
  publish: 'publish',
  pause: 'pause and resume what is sent',
  operate: 'operate the engine',
  administer: 'administer people, keys and backups',
};

/**
 * A page of another site can make a browser send our cookie, but neither a header of ours nor another origin than its
 * own.
 */
function refuseForeign({ method, headers }: FastifyRequest): void {
  if (SAFE.has(method)) return;
  const { origin, host } = headers;
  const isOurs = origin === undefined || origin.replace(/^https?:\/\//, '') === host;
  if (headers['x-kairos-console'] === undefined || !isOurs) {
    throw new Refused(
      403,
      'a change comes from the console itself, with the header x-kairos-console and no other origin',
    );
  }
}

/**
 * What a proxy adds when it passes on somebody else's words: RFC 7239 and 9110, and what clouds and servers use in
 * their place.
 */
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
