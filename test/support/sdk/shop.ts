import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { buildSdk } from '../../../cli/setup/sdk.mjs';
import { EDGE_INGEST_KEY, type TestIngest } from '../ingest.ts';
import { root } from '../sources.ts';

/** A web shop that serves the built SDK from its own address, with a strict content policy. */
export interface Shop {
  readonly url: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' };
const EXAMPLE = join(root, 'sdk', 'examples', 'web');
/** What an app of React Native imports: the SDK as it is here, and stand-ins for what a phone has. */
const MODULES = join(root, 'test/support/sdk/native-modules.ts');
const NATIVE = {
  '@kairos/react-native': join(root, 'sdk/react-native/index.ts'),
  '@kairos/react': join(root, 'sdk/react/index.ts'),
  '@react-native-async-storage/async-storage': MODULES,
  '@react-native-community/geolocation': MODULES,
  '@react-native-community/netinfo': MODULES,
  'react-native': MODULES,
};
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  'connect-src *',
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/**
 * Opens the shop. `/` is a page without a script, `/tag` one with the tag that says url and key, `/example/` the sample
 * app, and `/token` what its server answers.
 */
export async function openShop(edge: () => TestIngest): Promise<Shop> {
  const folder = await mkdtemp(join(tmpdir(), 'shop-'));
  await buildSdk(root, folder, ['web']);
  await buildPage(join(folder, 'web'), 'react', 'react-page.ts');
  await buildPage(join(folder, 'web'), 'native', 'native-page.js');
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop');
    // Where Trusted Types are required, only a policy of the page's own may name a worker.
    if (pathname !== '/plain') response.setHeader('content-security-policy', POLICY);
    response.setHeader('content-type', TYPES[extname(pathname)] ?? 'text/html');
    const page = pageAt(pathname, edge().url);
    if (page !== undefined) response.end(page);
    else if (pathname === '/token') response.end(edge().keys.customerToken(searchParams.get('customer') ?? ''));
    else
      readFile(fileAt(pathname, folder)).then(
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

/** An app in one file. */
async function buildPage(outDir: string, name: string, source: string): Promise<void> {
  await build({
    ...{ configFile: false, logLevel: 'warn', publicDir: false, mode: 'production' },
    define: { 'process.env.NODE_ENV': '"production"', __DEV__: 'false' },
    resolve: { alias: NATIVE },
    oxc: { jsx: { development: false } },
    build: {
      ...{ outDir, emptyOutDir: false },
      lib: { entry: join(root, 'test/support/sdk', source), formats: ['es'], fileName: () => `${name}.js` },
    },
  });
}

function pageAt(path: string, url: string): string | undefined {
  if (path !== '/' && path !== '/tag' && path !== '/plain') return undefined;
  const script = `<script src="/kairos.js" data-url="${url}" data-key="${EDGE_INGEST_KEY}"></script>`;
  const head = `<title>Shop</title>${path === '/tag' ? script : ''}`;
  return `<!doctype html><html lang="en">${head}<main><h1>Shop</h1></main>`;
}

function fileAt(path: string, folder: string): string {
  const [, name] = /^\/example\/(.*)$/.exec(path) ?? [];
  return name === undefined ? join(folder, 'web', path) : join(EXAMPLE, name === '' ? 'index.html' : name);
}
