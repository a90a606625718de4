import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { buildSdk } from '../../../cli/setup/sdk.mjs';
import { root } from '../sources.ts';

/** A web shop that serves the built SDK from its own address, with a strict content policy. */
export interface Shop {
  readonly url: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' };
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  'connect-src *',
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Opens the shop. `/` is a page without a script, `/tag` one with the tag that says url and key. */
export async function openShop(tag: () => { readonly url: string; readonly key: string }): Promise<Shop> {
  const folder = await mkdtemp(join(tmpdir(), 'shop-'));
  await buildSdk(root, folder, ['web']);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://shop').pathname;
    const type = TYPES[extname(path)] ?? 'text/html';
    response.setHeader('content-type', type);
    response.setHeader('content-security-policy', POLICY);
    const { url, key } = tag();
    const script = path === '/tag' ? `<script src="/kairos.js" data-url="${url}" data-key="${key}"></script>` : '';
    if (type === 'text/html')
      response.end(`<!doctype html><html lang="en"><title>Shop</title>${script}<main><h1>Shop</h1></main>`);
    else
      readFile(join(folder, 'web', path)).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}
