import { existsSync } from 'node:fs';
import { SetupProblem } from './problem.mjs';
import { run } from './run.mjs';
import { systemPackage } from './system-package.mjs';

const OLDEST = [6, 2];
const NAMES = { apt: 'redis-server', brew: 'redis' };
const NEWER = 'a newer one, such as from packages.redis.io (Debian, Ubuntu) or `brew upgrade redis`';

/**
 * Makes sure that a `redis-server` new enough is on PATH: installs it with the system's package manager where that
 * needs no password (or a terminal is there to type it), else throws a SetupProblem that names the three ways.
 */
export async function ensureRedis() {
  const found = await version();
  if (found !== undefined && !isOld(found)) return;
  if (found !== undefined)
    throw new SetupProblem(
      `redis-server ${found} on PATH is too old. ${waysOut((await systemPackage(NAMES))?.command)}`,
    );
  const way = await systemPackage(NAMES);
  if (way === undefined || !way.mayInstall)
    throw new SetupProblem(`redis-server is not on PATH. ${waysOut(way?.command)}`);
  await install(way);
  const installed = await version();
  if (installed === undefined) {
    throw new SetupProblem(`${way.command} succeeded, but redis-server is not on PATH. ${waysOut()}`);
  }
  if (isOld(installed))
    throw new SetupProblem(`${way.command} brought redis-server ${installed}, which is too old. ${waysOut(NEWER)}`);
  process.stderr.write(`setup: redis-server ${installed} is there\n`);
}

async function version() {
  const { said } = await run('redis-server', ['--version']);
  return /\bv=(\d+\.\d+\.\d+)/.exec(said)?.[1];
}

function isOld(/** @type {string} */ version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

async function install(/** @type {import('./system-package.mjs').Way} */ { command, install }) {
  const service = existsSync('/run/systemd/system')
    ? '; the package also starts a Redis service on 127.0.0.1:6379, which Kairos does not use'
    : '';
  process.stderr.write(`setup: installing redis-server with \`${command}\`${service}\n`);
  const { code, said } = await install();
  if (code !== 0) throw new SetupProblem(`\`${command}\` ended with ${code}.\n${said}\n\n${waysOut()}`);
}

function waysOut(install = '`apt-get install redis-server` or `brew install redis`') {
  return `Kairos needs Redis ${OLDEST.join('.')} or later. Three ways:
  1. install redis-server: ${install}
  2. use a Redis you have: KAIROS_REDIS_URL=redis://host:6379 npm start
  3. run everything in containers: docker compose up`;
}
