import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';

const { resolve } = createRequire(import.meta.url);

/** A page of another origin than the engine's, with a library of somebody else's by a tag. */
export interface LibraryPage {
  readonly url: string;
  close(): void;
}

/**
 * Serves the file of an installed package with the page; `before` is the script that a vendor asks to put before it.
 */
export async function openLibraryPage(pkg: string, file: string, before = ''): Promise<LibraryPage> {
  const bundle = await readFile(join(folderOf(pkg), file));
  const html = `<!doctype html><title>Shop</title><body><p>Boots</p><script>${before}</script><script src="/library.js"></script>`;
  const server = createServer((request, response) => {
    const isLibrary = request.url === '/library.js';
    response.setHeader('content-type', isLibrary ? 'text/javascript' : 'text/html');
    response.end(isLibrary ? bundle : html);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => void server.close(),
  };
}

/** Not every package lets its package.json be asked for. */
function folderOf(pkg: string): string {
  const found = (resolve.paths(pkg) ?? []).map((folder) => join(folder, pkg));
  const entry = resolve(pkg);
  return found.find((folder) => entry.startsWith(folder)) ?? dirname(entry);
}
