import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';
import { buildSdk, SDK_PACKAGES } from './sdk.mjs';

/**
 * `npm run build:sdk`: builds the packages below `sdk/dist/`, or the folder that is named, packs each into a tarball
 * there, and prints what a page loads. Fails when that is too large.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const out = argv[2] ?? join(root, 'sdk', 'dist');
const sizes = await buildSdk(root, out);
for (const { folder } of SDK_PACKAGES) {
  const { code, said } = await run('npm', ['pack', '--silent', '--pack-destination', out], { cwd: join(out, folder) });
  stdout.write(`${said}\n`);
  if (code !== 0) process.exitCode = 1;
}
stdout.write('\nfile                      bytes     gzip  at most\n');
for (const { file, bytes, packedBytes, most } of sizes) {
  const row = [file.padEnd(22), ...[bytes, packedBytes, most].map((number) => String(number).padStart(8))].join(' ');
  stdout.write(`${row}${packedBytes > most ? '  too large' : ''}\n`);
  if (packedBytes > most) process.exitCode = 1;
}
