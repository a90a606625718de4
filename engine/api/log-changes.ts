import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Audit, Change } from '../audit/contract.ts';
import type { Log } from '../contract.ts';
import type { ChangedDocument } from '../definitions/contract.ts';
import type { Permission } from '../people/contract.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request has changed, by a route that can say it; undefined: the request itself is recorded. */
    changes: readonly Change[] | undefined;
    /** What is recorded where the request is refused. */
    tried: readonly Change[] | undefined;
  }
}

/** Permissions whose routes change what others see. The others read, try, and write drafts. */
const CHANGING: ReadonlySet<Permission | undefined> = new Set(['publish', 'pause', 'operate', 'administer', undefined]);
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Documents of one publish that have a line each. */
const MOST_LINES = 500;

/**
 * Records every change that the API makes, and what was tried in vain where a route says so, before the answer leaves.
 */
export function logChanges(app: FastifyInstance, audit: Pick<Audit, 'record'>, log: Log): void {
  app.decorateRequest('changes', undefined);
  app.decorateRequest('tried', undefined);
  app.addHook('onSend', async (request, { statusCode }) => {
    const { open, may } = request.routeOptions.config;
    if (SAFE.has(request.method) || open !== undefined) return;
    const made = () => request.changes ?? (CHANGING.has(may) ? [changeAsked(request)] : []);
    const changes = statusCode >= 400 ? (request.tried ?? []) : made();
    if (changes.length === 0) return;
    try {
      await audit.record(request.author, changes);
    } catch (cause) {
      log.error('a change was made and is not in the record of changes', { url: request.url, cause });
    }
  });
}

/** What was changed by a publish, a line for each document; of very many the numbers. */
export function changesOfPublish(documents: readonly ChangedDocument[], note?: string): readonly Change[] {
  const noted = note === undefined || note === '' ? {} : { note };
  if (documents.length > MOST_LINES) {
    const removed = documents.filter(({ after }) => !after).length;
    const after = { published: documents.length - removed, removed };
    return [{ action: 'publish', kind: 'documents', name: '', after, ...noted }];
  }
  return documents.map(({ kind, name, before, after }) => ({
    action: after ? 'publish' : 'remove',
    kind,
    name,
    ...(before && { before: before.text ?? before.body }),
    ...(after && { after: after.text ?? after.body }),
    ...noted,
  }));
}

function changeAsked({ method, routeOptions: { url = '' }, params, body }: FastifyRequest): Change {
  const [, , kind = ''] = url.split('/');
  const names = Object.values((params ?? {}) as Readonly<Record<string, string>>);
  // Of an erased customer nothing is kept but a hash.
  const told = kind === 'customers' ? names.map(hashOfCustomer) : names;
  return {
    action: `${method} ${url}`,
    kind,
    name: told.join(' '),
    ...(body !== undefined && body !== null && kind !== 'customers' && { after: body }),
  };
}

/** Names a customer in the record of changes: of one who is erased nothing may be left in it. */
export function hashOfCustomer(id: string): string {
  return `#${createHash('sha256').update(id).digest('hex').slice(0, 12)}`;
}
