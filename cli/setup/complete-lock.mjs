import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Adds to package-lock.json the optional packages of other systems that npm left out because the registry that it asked
 * did not serve them; without them `npm ci` refuses the lock everywhere. Run by hand after a change of dependencies:
 * `node cli/setup/complete-lock.mjs`.
 */
const path = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
const lock = JSON.parse(readFileSync(path, 'utf8'));
const missing = Object.values(lock.packages).flatMap((owner) =>
  Object.entries(owner.optionalDependencies ?? {})
    .filter(([name]) => lock.packages[`node_modules/${name}`] === undefined)
    .map(([name, version]) => [`node_modules/${name}`, entry(name, version, owner.dev === true)]),
);
const inOrder = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) }).sort(([a], [b]) =>
  a.localeCompare(b, 'en'),
);
writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(inOrder) }, undefined, 2)}\n`);
process.stdout.write(`${missing.length} packages added\n`);

/** Without an integrity, which only the registry knows: npm takes the registry's own. */
function entry(/** @type {string} */ name, /** @type {string} */ version, /** @type {boolean} */ isDev) {
  const os = /android|darwin|freebsd|linux|win32/.exec(name)?.[0];
  const cpu = /arm64|x64|ia32|arm|wasm32/.exec(name)?.[0];
  if (!cpu || !(os || cpu === 'wasm32') || !/^\d/.test(version))
    throw new Error(`${name}@${version}: which system is it for?`);
  return {
    version,
    cpu: [cpu],
    ...(isDev && { dev: true }),
    ...(name.endsWith('-musl') && { libc: ['musl'] }),
    optional: true,
    ...(os && { os: [os] }),
  };
}
