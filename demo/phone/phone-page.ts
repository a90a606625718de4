import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Closable } from '../../engine/contract.ts';
import type { PhoneEngine } from './phone-engine.ts';

/** The page, listening on this machine. */
export interface PhonePage extends Closable {
  readonly url: string;
}

const FOLDER = fileURLToPath(new URL('page', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.map': 'application/json',
};
const OWN: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/words.js': 'words.js',
  '/phone.js': 'phone.js',
  '/phone.css': 'phone.css',
};
/** The engine is on this machine, at a port that is not known before it is there. */
const ENGINES = 'http://127.0.0.1:* ws://127.0.0.1:*';
const OF_ENGINE: Readonly<Record<string, (engine: PhoneEngine, customer: string) => string>> = {
  '/start': ({ start }) => JSON.stringify(start),
  '/token': ({ token }, customer) => token(customer),
};
/** Only what the build wrote, by its plain names. */
const SCRIPT = /^\/(parts\/)?[a-z-]+\.js(\.map)?$/;
const POLICY = `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self' ${ENGINES}`;

/**
 * Serves the page on a port of this machine: the wanted one if it is free, else any. What the page needs of the engine
 * waits until `begin` has opened it.
 */
export async function openPhonePage(begin: () => Promise<PhoneEngine>, wantedPort: number): Promise<PhonePage> {
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', POLICY);
    response.setHeader('cache-control', 'no-store');
    // A page elsewhere must not reach this one under a name of its own.
    const isOurs = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(request.headers.host ?? '');
    const asked = new URL(request.url ?? '/', 'http://localhost');
    if (!isOurs || request.method !== 'GET') response.writeHead(403).end();
    else if (OWN[asked.pathname]) void sendFile(response, join(FOLDER, OWN[asked.pathname]!));
    else void sendOfEngine(response, asked, begin);
  });
  await listen(server, wantedPort).catch(() => listen(server, 0));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
async function sendOfEngine(
  response: ServerResponse,
  { pathname, searchParams }: URL,
  begin: () => Promise<PhoneEngine>,
): Promise<void> {
  const say = OF_ENGINE[pathname];
  if (!say && !SCRIPT.test(pathname)) {
    response.writeHead(404).end();
    return;
  }
  try {
    const engine = await begin();
    if (say) answer(response, '.txt', say(engine, searchParams.get('customer') ?? ''));
    else await sendFile(response, join(engine.sdk, pathname));
  } catch (cause) {
    response.statusCode = 503;
    answer(response, '.txt', String(cause));
  }
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) response.writeHead(404).end();
  else answer(response, extname(path), bytes);
}

function answer(response: ServerResponse, extension: string, body: string | Buffer): void {
  response.setHeader('content-type', `${TYPES[extension] ?? 'text/plain'}; charset=utf-8`);
  response.end(body);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
