import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { SetupProblem } from './problem.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} SdkPackage
 * @property {string} folder below `sdk/` and `sdk/dist/`
 * @property {string} summary
 * @property {boolean} [isNode] whether modules of Node may stay outside
 * @property {readonly string[]} [more] entries besides `index`
 * @property {Readonly<Record<string, string>>} [peers] what the app brings itself, with its versions
 */

/** @type {readonly SdkPackage[]} */
export const SDK_PACKAGES = [
  { folder: 'web', summary: 'Kairos in a web page' },
  { folder: 'node', summary: 'Kairos in a program for Node', isNode: true },
  { folder: 'react-native', summary: 'Kairos in an app of React Native' },
  { folder: 'capacitor', summary: 'Kairos in an app of Capacitor' },
  { folder: 'react', summary: 'Kairos in components of React', peers: { react: '>=18' } },
];

/** The most bytes of gzip that a file for pages may have. */
export const SDK_LIMITS = { 'kairos.js': 8_192, 'parts/*.js': 6_144 };

/**
 * @typedef {object} SdkSize
 * @property {string} file
 * @property {number} bytes
 * @property {number} packedBytes
 * @property {number} most
 */

/**
 * Builds the packages of the SDK into a folder, each ready to be packed. Returns the size of each file that a page
 * loads.
 * @param {string} root the folder of package.json
 * @param {string} out
 * @param {readonly string[]} [folders] those of the packages; all of them when absent
 * @returns {Promise<readonly SdkSize[]>}
 */
export async function buildSdk(root, out, folders) {
  const vite = await import('vite');
  rmSync(out, { recursive: true, force: true });
  for (const one of SDK_PACKAGES.filter(({ folder }) => folders?.includes(folder) ?? true)) {
    const from = join(root, 'sdk', one.folder);
    const to = join(out, one.folder);
    const entries = Object.fromEntries(['index', ...(one.more ?? [])].map((name) => [name, join(from, `${name}.ts`)]));
    const external = one.isNode ? [/^node:/] : Object.keys(one.peers ?? {});
    await bundle(vite, entries, { format: 'es', to, extension: 'js', external });
    await bundle(vite, entries, { format: 'cjs', to, extension: 'cjs', external });
    if (one.folder === 'web') await buildScript(vite, from, to);
    await declare(root, one, to);
    writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifestOf(root, one), undefined, 2)}\n`);
    cpSync(join(root, 'LICENSE'), join(to, 'LICENSE'));
    cpSync(join(from, 'README.md'), join(to, 'README.md'));
  }
  return weigh(join(out, 'web'));
}

/**
 * Builds only what a page loads by a `<script>`: that file, and beside it what it loads when it is used.
 * @param {string} root the folder of package.json
 * @param {string} to
 */
export async function buildPageScript(root, to) {
  await buildScript(await import('vite'), join(root, 'sdk', 'web'), to);
}

/**
 * Bundles one file for a `<script>`, and beside it the worker for push and the parts that it loads when they are used.
 * @param {typeof import('vite')} vite
 * @param {string} from
 * @param {string} to
 */
async function buildScript(vite, from, to) {
  const isMinified = true;
  await bundle(vite, { kairos: join(from, 'script.ts') }, { format: 'iife', to, extension: 'js', isMinified });
  const worker = { 'kairos-worker': join(from, 'worker.ts') };
  await bundle(vite, worker, { format: 'iife', to, extension: 'js', isMinified });
  const names = readdirSync(join(from, 'parts')).filter((name) => name.endsWith('.ts'));
  const entries = Object.fromEntries(names.map((name) => [name.slice(0, -3), join(from, 'parts', name)]));
  await bundle(vite, entries, { format: 'es', to: join(to, 'parts'), extension: 'js', isMinified });
}

/**
 * @param {typeof import('vite')} vite
 * @param {Readonly<Record<string, string>>} entry
 * @param {{ format: 'es' | 'cjs' | 'iife', to: string, extension: string, external?: (string | RegExp)[],
 *   isMinified?: boolean }} how
 */
async function bundle(vite, entry, { format, to, extension, external = [], isMinified = false }) {
  const name = `[name].${extension}`;
  await vite.build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    // Whatever runs around it: a build for development is larger.
    mode: 'production',
    build: {
      outDir: to,
      emptyOutDir: false,
      sourcemap: true,
      target: 'es2020',
      minify: isMinified ? 'oxc' : false,
      lib: { entry, formats: [format], name: 'KairosScript' },
      rolldownOptions: { external, output: { entryFileNames: name, chunkFileNames: name } },
    },
  });
}

/**
 * Writes the types of a package: `.d.ts` for modules, `.d.cts` for CommonJS.
 * @param {string} root
 * @param {SdkPackage} one
 * @param {string} to
 */
async function declare(root, { folder, isNode, more = [] }, to) {
  const types = join(to, 'types');
  mkdirSync(types, { recursive: true });
  const project = join(to, 'tsconfig.json');
  const compilerOptions = {
    ...(isNode ? { types: ['node'] } : { types: [], lib: ['es2023', 'dom', 'dom.iterable'] }),
    ...{ noEmit: false, declaration: true, emitDeclarationOnly: true },
    ...{ rootDir: join(root, 'sdk'), outDir: types, typeRoots: [join(root, 'node_modules', '@types')] },
  };
  const files = ['index', ...more].map((name) => join(root, 'sdk', folder, `${name}.ts`));
  const settings = { extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [], exclude: [] };
  writeFileSync(project, JSON.stringify(settings));
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { code, said } = await run(process.execPath, [tsc, '-p', project], { cwd: root });
  rmSync(project);
  if (code !== 0) throw new SetupProblem(`the types of sdk/${folder} could not be made:\n${said}`);
  for (const path of filesBelow(types)) {
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/(['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2'));
    writeFileSync(path.replace(/\.ts$/, '.cts'), text.replace(/(['"]\.[^'"]*)\.ts(['"])/g, '$1.cjs$2'));
  }
}

/**
 * @param {string} root
 * @param {SdkPackage} one
 */
function manifestOf(root, { folder, summary, isNode, more = [], peers }) {
  const { version, license, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  /** @param {string} name */
  const ways = (name) => ({
    import: { types: `./types/${folder}/${name}.d.ts`, default: `./${name}.js` },
    require: { types: `./types/${folder}/${name}.d.cts`, default: `./${name}.cjs` },
  });
  return {
    ...{ name: `@kairos/${folder}`, version, description: summary, license, type: 'module', sideEffects: false },
    ...{ main: './index.cjs', module: './index.js', types: `./types/${folder}/index.d.ts` },
    ...(folder === 'web' && { unpkg: './kairos.js', jsdelivr: './kairos.js' }),
    ...(isNode && { engines }),
    exports: {
      '.': ways('index'),
      ...Object.fromEntries(more.map((name) => [`./${name}`, ways(name)])),
      ...(folder === 'web' && {
        './kairos.js': './kairos.js',
        './kairos-worker.js': './kairos-worker.js',
        './parts/*': './parts/*',
      }),
      './package.json': './package.json',
    },
    ...(peers && { peerDependencies: peers }),
  };
}

/** @param {string} web */
function weigh(web) {
  const parts = existsSync(join(web, 'parts')) ? readdirSync(join(web, 'parts')) : [];
  const files = [
    'kairos.js',
    'kairos-worker.js',
    ...parts.filter((name) => name.endsWith('.js')).map((name) => `parts/${name}`),
  ];
  return files.map((file) => {
    const bytes = readFileSync(join(web, file));
    const most = file === 'kairos.js' ? SDK_LIMITS['kairos.js'] : SDK_LIMITS['parts/*.js'];
    return { file, bytes: bytes.length, packedBytes: gzipSync(bytes, { level: 9 }).length, most };
  });
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}
