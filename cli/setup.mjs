import { fileURLToPath } from 'node:url';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureCommandLine } from './setup/command-line.mjs';
import { ensureConsole } from './setup/console.mjs';
import { ensureNative } from './setup/native.mjs';
import { ensureNode } from './setup/node.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { SetupProblem } from './setup/problem.mjs';
import { ensureRedis } from './setup/redis.mjs';

/**
 * Makes a fresh machine ready for `npm run demo`, `npm test` and `npm start`: says what it installs, says nothing when
 * nothing is missing, and stops with one clear message when it cannot. Node's own modules only: it runs before any
 * package is there.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
// Demo, tests and benchmarks start stores of their own, whatever addresses are set for the engine.
const isEngine = ['start', 'setup', undefined].includes(process.env.npm_lifecycle_event);
const hasOwn = (/** @type {string} */ name) => isEngine && Boolean(process.env[name]);

try {
  ensureNode();
  await ensurePackages(root);
  await ensureNative(root, { withClickhouse: !hasOwn('KAIROS_CLICKHOUSE_URL') });
  if (!hasOwn('KAIROS_REDIS_URL')) await ensureRedis();
  if (process.env.KAIROS_CONSOLE !== 'off') await ensureConsole(root);
  await ensureCommandLine(root);
  if (process.env.npm_lifecycle_event === 'test') await ensureChromium();
} catch (error) {
  if (!(error instanceof SetupProblem)) throw error;
  process.stderr.write(`\nsetup: ${error.message}\n`);
  process.exitCode = 1;
}
