import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Closable } from '../../engine/contract.ts';

/** What the page of a phone asks of its server. */
export interface PhonePageParts {
  /** The folder with the built SDK for pages. */
  readonly sdk: string;
  readonly edgeUrl: string;
  /** What the page begins with: where the engine is, its publishable key, the walk. */
  readonly start: object;
  token(customer: string): string;
  readonly wantedPort: number;
}

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
const OWN: Readonly<Record<string, string>> = { '/': 'index.html', '/phone.js': 'phone.js', '/phone.css': 'phone.css' };

/** Serves the page on a port of this machine: the wanted one if it is free, else any. */
export async function openPhonePage(parts: PhonePageParts): Promise<PhonePage> {
  const { sdk, edgeUrl, start, token, wantedPort } = parts;
  const stream = edgeUrl.replace('http', 'ws');
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ${edgeUrl} ${stream}`;
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', policy);
    response.setHeader('cache-control', 'no-store');
    // A page elsewhere must not reach this one under a name of its own.
    const isOurs = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(request.headers.host ?? '');
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (!isOurs || request.method !== 'GET') response.writeHead(403).end();
    else if (pathname === '/start') answer(response, '.map', JSON.stringify(start));
    else if (pathname === '/token') answer(response, '.html', token(searchParams.get('customer') ?? ''));
    else void sendFile(response, OWN[pathname] ? join(FOLDER, OWN[pathname]) : fileOf(sdk, pathname));
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

/** Only what the build wrote, by its plain names. */
function fileOf(sdk: string, path: string): string | undefined {
  return /^\/(parts\/)?[a-z-]+\.js(\.map)?$/.test(path) ? join(sdk, path) : undefined;
}

async function sendFile(response: ServerResponse, path: string | undefined): Promise<void> {
  const bytes = path === undefined ? undefined : await readFile(path).catch(() => undefined);
  if (path === undefined || bytes === undefined) response.writeHead(404).end();
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
