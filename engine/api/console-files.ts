import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import files from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The text in the built page that the nonce of an answer replaces. */
const NONCE = '__NONCE__';
/** Files with a hash in their names never change. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Serves the built console: its files, and its one page for every other address that a browser opens. Nothing but its
 * own files runs: the page may load from this host alone, and its styles carry the nonce of the answer. Without a build
 * nothing is served.
 */
export async function serveConsole(app: FastifyInstance, folder: string): Promise<boolean> {
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw cause;
  });
  if (page === undefined) return false;
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, open: 'everybody' };
      route.schema = { ...route.schema, hide: true };
    });
    await scope.register(files, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      decorateReply: false,
      cacheControl: false,
      // The build lays compressed files beside the others.
      preCompressed: true,
      setHeaders: (reply) => void reply.header('cache-control', FOR_EVER),
    });
  });
  const icon = await readFile(join(folder, 'icon.svg'));
  app.get('/icon.svg', { config: { open: 'everybody' }, schema: { hide: true } }, (_request, reply) =>
    reply.type('image/svg+xml').send(icon),
  );
  app.get('/*', { config: { open: 'everybody' }, schema: { hide: true } }, (request, reply) => {
    if (!(request.headers.accept ?? '').includes('text/html') || request.url.startsWith('/v1/'))
      return reply.callNotFound();
    const nonce = randomBytes(16).toString('base64');
    return reply
      .headers({
        'content-security-policy': policyWith(nonce),
        'referrer-policy': 'same-origin',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': 'camera=(), microphone=(), payment=()',
      })
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(NONCE, nonce));
  });
  return true;
}

function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "font-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
