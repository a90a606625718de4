import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { SetupProblem } from './problem.mjs';
import { run } from './run.mjs';

/** Sources that the console is built from, besides its packages. */
const SOURCES = ['console', 'engine/api/contract.ts', 'cli/setup/console.mjs'];
const NOT_SOURCES = new Set(['dist', 'node_modules']);
/** Files below this go as they are. */
const SMALL_BYTES = 1_000;

/**
 * Builds the console into `console/dist` when its sources, or the packages, are not those of the last build. Takes some
 * seconds.
 * @param {string} root the folder of package.json
 */
export async function ensureConsole(root) {
  if (!existsSync(join(root, 'console', 'index.html'))) return;
  const stamp = join(root, 'console', 'dist', '.built-from');
  const wanted = hashOf(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const started = performance.now();
  process.stderr.write('setup: building the console\n');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const built = join(root, 'node_modules', '.cache', `console-${process.pid}`);
  const args = ['build', '-c', 'console/build.ts', '-l', 'warn', '--outDir', built, '--emptyOutDir'];
  const { code, said } = await run(process.execPath, [vite, ...args], {
    cwd: root,
    // Whatever the tests around it say: a build for development is larger, slower, and names the files of this machine.
    env: { NODE_ENV: 'production' },
  });
  if (code !== 0) throw new SetupProblem(`the console could not be built: vite ended with ${code}.\n${said}`);
  compressIn(join(built, 'assets'));
  moveInto(join(root, 'console', 'dist'), built);
  writeFileSync(stamp, wanted);
  process.stderr.write(`setup: the console is built, ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
}

/**
 * Lays each file beside itself as browsers take it over a line: a quarter of its size. Without TLS they take gzip
 * alone.
 */
function compressIn(/** @type {string} */ assets) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  for (const name of readdirSync(assets)) {
    const file = readFileSync(join(assets, name));
    if (file.length < SMALL_BYTES) continue;
    writeFileSync(join(assets, `${name}.gz`), gzipSync(file, { level: 9 }));
    writeFileSync(join(assets, `${name}.br`), brotliCompressSync(file, { params }));
  }
}

/**
 * Puts a build in the place of the last one: its files first, whose names have their hashes, then the page that asks
 * for them. So two processes may build at once, and an engine that starts meanwhile finds a whole console.
 */
function moveInto(/** @type {string} */ dist, /** @type {string} */ built) {
  mkdirSync(join(dist, 'assets'), { recursive: true });
  for (const name of readdirSync(built))
    if (name !== 'index.html') cpSync(join(built, name), join(dist, name), { recursive: true });
  cpSync(join(built, 'index.html'), join(dist, `index.html.${process.pid}`));
  renameSync(join(dist, `index.html.${process.pid}`), join(dist, 'index.html'));
  const wanted = new Set(readdirSync(join(built, 'assets')));
  for (const name of readdirSync(join(dist, 'assets')))
    if (!wanted.has(name)) rmSync(join(dist, 'assets', name), { force: true });
  rmSync(built, { recursive: true, force: true });
}

/** What the stamp holds: every source and the lock. */
function hashOf(/** @type {string} */ root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const path of SOURCES.flatMap((source) => filesOf(root, source)).sort()) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

/** @returns {string[]} */
function filesOf(/** @type {string} */ root, /** @type {string} */ path) {
  if (/\.m?[jt]s$/.test(path)) return existsSync(join(root, path)) ? [path] : [];
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_SOURCES.has(entry.name)) return [];
    const below = `${path}/${entry.name}`;
    return entry.isDirectory() ? filesOf(root, below) : [below];
  });
}
