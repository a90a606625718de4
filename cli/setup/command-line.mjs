import { existsSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { BUNDLE, findFresh, hashOf } from '../bundle.mjs';
import { keepLines } from './keep-lines.mjs';
import { bundlePartFolders } from './part-folders.mjs';

/** What a bundle depends on besides its sources. */
const BESIDE = [
  ...['package.json', 'package-lock.json'],
  ...['bundle', 'name-sources', 'scripts', 'run-bundled'].map((name) => `cli/${name}.mjs`),
  ...['command-line', 'keep-lines', 'part-folders'].map((name) => `cli/setup/${name}.mjs`),
];
/** Packages with parts for one system, or with files beside them: as they are, from where they lie. */
const AS_THEY_ARE = [
  ...['ioredis', 'bullmq', 'chdb', 'uWebSockets.js', '@node-rs/argon2', 'prom-client', 'vite'],
  // Loaded when they are first asked for, which most commands do not: as much text as all of ours.
  ...['undici', 'nodemailer', 'date-holidays'],
];
/** What an engine runs in a process of its own. */
const RUNS_APART = 'engine/outcomes/clickhouse-child.ts';
/** Command lines that began with an older bundle still load from it. */
const KEPT_MS = 86_400_000;

/**
 * Bundles the command line into a few files when its sources, or its packages, are not those of the last time. Takes a
 * few seconds. Where the packages that it needs are not installed, as in a production image, it does nothing.
 * @param {string} root the folder of package.json
 */
export async function ensureCommandLine(root) {
  if (findFresh(root) !== undefined || !existsSync(join(root, 'node_modules', 'vite'))) return;
  const started = performance.now();
  process.stderr.write('setup: bundling the command line\n');
  const out = join(root, BUNDLE, `of-${process.pid}`);
  const made = await bundle(await import('vite'), root, out).catch((/** @type {Error} */ cause) => cause);
  if (made instanceof Error) {
    process.stderr.write(`setup: not bundled, so its sources run: ${made.message}\n`);
    return;
  }
  const home = join(root, BUNDLE, made.hash);
  if (existsSync(home)) rmSync(out, { recursive: true });
  else renameSync(out, home);
  const stamp = join(root, BUNDLE, `made.json.${process.pid}`);
  writeFileSync(stamp, JSON.stringify(made));
  renameSync(stamp, join(root, BUNDLE, 'made.json'));
  removeOld(join(root, BUNDLE), made.hash);
  process.stderr.write(`setup: the command line is bundled, ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
}

/**
 * @param {typeof import('vite')} vite
 * @param {string} root
 * @param {string} out
 * @returns {Promise<import('../bundle.mjs').Made>}
 */
async function bundle(vite, root, out) {
  const own = `${realpathSync(root)}/`;
  const taken = { files: new Set(BESIDE), folders: new Set() };
  await vite.build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    // Whatever the tests around it say.
    mode: 'production',
    plugins: [bundlePartFolders(own, join(root, BUNDLE, 'hash'), taken)],
    ssr: { noExternal: true, external: AS_THEY_ARE },
    build: {
      outDir: out,
      sourcemap: true,
      target: 'es2023',
      minify: false,
      ssr: true,
      rolldownOptions: {
        input: [join(root, 'cli/main.ts'), join(root, RUNS_APART)],
        output: {
          ...{ format: 'cjs', dynamicImportInCjs: false, sourcemapExcludeSources: true },
          ...{ entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    },
  });
  await keepLines(out);
  writeStarter(root, out);
  const files = [...taken.files].sort();
  const folders = [...taken.folders].sort();
  return { files, folders, hash: hashOf(root, { files, folders }) };
}

/** Writes what a process of its own is started with, beside the file of the bundle that it runs. */
function writeStarter(/** @type {string} */ root, /** @type {string} */ out) {
  const name = basename(RUNS_APART, '.ts');
  const run = JSON.stringify(relative(out, join(root, 'cli/run-bundled.mjs')));
  const text = `import { runBundled } from ${run};\nawait runBundled(new URL('${name}.js', import.meta.url));\n`;
  writeFileSync(join(out, `${name}.mjs`), text);
}

function removeOld(/** @type {string} */ folder, /** @type {string} */ hash) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name === hash || name === 'made.json' || statSync(path).mtimeMs > Date.now() - KEPT_MS) continue;
    rmSync(path, { recursive: true, force: true });
  }
}
