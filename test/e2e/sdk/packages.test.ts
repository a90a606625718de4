import { exec, execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, copyFile, cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../../cli/setup/run.mjs';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../../support/ingest.ts';
import { type BuiltSdk, buildSdkPackages } from '../../support/sdk/build.ts';
import { root } from '../../support/sources.ts';

const execute = promisify(execFile);

let sdk: BuiltSdk;
let edge: TestIngest;
let app: string;

beforeAll(async () => {
  [sdk, edge] = await Promise.all([buildSdkPackages(), startIngest()]);
  app = join(sdk.folder, 'app');
  await mkdir(app);
  await writeFile(join(app, 'package.json'), '{ "name": "app", "private": true }');
  // React is the app's own.
  const all = [join(root, 'node_modules/react'), ...Object.values(sdk.tarballs)];
  await execute('npm', ['install', '--offline', '--no-audit', '--no-fund', ...all], { cwd: app });
}, 120_000);
afterAll(async () => {
  await edge?.ingest.close();
  await sdk?.remove();
});

/** Runs a program in the app, with the address of the edge. */
const runInApp = async (name: string, text: string): Promise<string> => {
  await writeFile(join(app, name), text);
  const { stdout } = await execute(process.execPath, [name, edge.url, EDGE_INGEST_KEY], { cwd: app });
  return stdout.trim();
};
const USE = `
  const [url, key] = process.argv.slice(2);
  const kairos = createKairos({ url, key });
  kairos.track('greeted', { from: FROM });
  kairos.flush().then(async (isDone) => {
    console.log(isDone, kairos.counts.accepted);
    await kairos.close();
  });`;

test('installs what was packed, and nothing else', async () => {
  const scope = join(app, 'node_modules', '@kairos');
  expect((await readdir(join(app, 'node_modules'))).filter((name) => !name.startsWith('.'))).toEqual([
    '@kairos',
    'react',
  ]);
  for (const name of ['web', 'node', 'react-native', 'capacitor', 'react']) {
    const files = await readdir(join(scope, name));
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'index.js', 'index.cjs', 'index.js.map']));
    const manifest = JSON.parse(await readFile(join(scope, name, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(manifest).not.toHaveProperty('dependencies');
    expect(await readFile(join(scope, name, 'README.md'), 'utf8')).toContain('createKairos');
  }
});

test('what a page loads is as small as promised, and the build says so', () => {
  const rows = sdk.said.split('\n').flatMap((line) => {
    const [file, bytes, packed, most] = line.trim().split(/\s+/);
    return file?.endsWith('.js') ? [{ file, bytes: Number(bytes), packed: Number(packed), most: Number(most) }] : [];
  });
  expect(rows.map(({ file }) => file)).toEqual(
    expect.arrayContaining(['kairos.js', 'parts/messages.js', 'parts/context.js', 'parts/position.js']),
  );
  expect(rows.find(({ file }) => file === 'kairos.js')?.most).toBe(8_192);
  expect(rows.filter(({ packed, most }) => packed > most)).toEqual([]);
});

test('a build whose script has grown too large says which one, and fails', async () => {
  const grown = join(sdk.folder, 'grown');
  for (const name of ['sdk', 'cli/setup', 'package.json', 'tsconfig.json', 'LICENSE'])
    await cp(join(root, name), join(grown, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(grown, 'node_modules'));
  const noise = randomBytes(5_000).toString('hex');
  await appendFile(join(grown, 'sdk/web/script.ts'), `\n(globalThis as { noise?: string }).noise = '${noise}';\n`);
  const { code, said } = await run(process.execPath, [join(grown, 'cli/setup/build-sdk.mjs'), join(grown, 'out')], {
    cwd: grown,
    env: { NODE_ENV: 'production' },
  });
  expect(said.match(/^.*too large$/gm)).toEqual([expect.stringMatching(/^kairos\.js .* 8192 {2}too large$/)]);
  expect(code).toBe(1);
}, 120_000);

test('works in Node as a module and as CommonJS', async () => {
  const asModule = `import { createKairos } from '@kairos/node';${USE.replace('FROM', "'module'")}`;
  const asCommon = `const { createKairos } = require('@kairos/node');${USE.replace('FROM', "'common'")}`;
  expect(await runInApp('as-module.mjs', asModule)).toBe('true 1');
  expect(await runInApp('as-common.cjs', asCommon)).toBe('true 1');
  const hooks = "console.log(Object.keys(require('@kairos/react')).sort().join())";
  expect(await runInApp('hooks.cjs', hooks)).toBe('KairosProvider,useCards,useKairos,useMessages,useScreen');
  expect(edge.intake.signals.map(({ value }) => value.properties)).toEqual([{ from: 'module' }, { from: 'common' }]);
});

test('has types for both, also where every library is checked', async () => {
  const text = `import { createKairos } from '@kairos/node';
    import { createKairos as createWeb, type Kairos } from '@kairos/web';
    import { createKairos as createNative } from '@kairos/react-native';
    import { createKairos as createCapacitor } from '@kairos/capacitor';
    const kairos = createKairos({ url: 'https://signals.example', key: 'kp_x', folder: 'data' });
    kairos.track('a', { b: 1 });
    const web: Kairos = createWeb({ url: 'https://signals.example', key: 'kp_x' });
    export const stop: Promise<() => void> = web.showMessages({ token: (customer: string) => customer });
    export { createCapacitor, createNative };`;
  await writeFile(join(app, 'typed.mts'), text);
  await writeFile(join(app, 'typed.cts'), text);
  await writeFile(
    join(app, 'wrong.mts'),
    "import { createKairos } from '@kairos/web'; createKairos({ url: 1, key: '' });",
  );
  const compilerOptions = {
    ...{ strict: true, noEmit: true, module: 'nodenext', target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'] },
    ...{ types: ['node'], typeRoots: [join(root, 'node_modules/@types')] },
  };
  await writeFile(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['typed.mts', 'typed.cts'] }));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await execute(process.execPath, [tsc, '-p', app]);
  await writeFile(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['wrong.mts'] }));
  await expect(execute(process.execPath, [tsc, '-p', app])).rejects.toMatchObject({
    stdout: expect.stringMatching(/wrong\.mts.*not assignable to type 'string'/s) as string,
  });
});

test('the sample for Node tells of orders, and keeps them while the engine is away', async () => {
  await copyFile(join(root, 'sdk/examples/node/till.mjs'), join(app, 'till.mjs'));
  const till = (url: string, lines: string): string =>
    execFileSync(process.execPath, ['till.mjs', url, EDGE_INGEST_KEY, 'kept'], {
      cwd: app,
      input: lines,
      encoding: 'utf8',
    });
  expect(till('http://127.0.0.1:9', 'anna 42.5\nben 7\n')).toBe('2 orders wait for the next run\n');
  const run = promisify(exec)(`echo cleo 9 | node till.mjs ${edge.url} ${EDGE_INGEST_KEY} kept`, { cwd: app });
  expect((await run).stdout).toBe('3 orders are told\n');
  expect(edge.intake.signals.slice(-3).map(({ customer }) => customer)).toEqual(['anna', 'ben', 'cleo']);
});
