import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupProblem } from './problem.mjs';
import { run } from './run.mjs';

/**
 * Loads the two native parts once for this installation, in a process of their own. Throws a SetupProblem that names
 * which Node and system do.
 * @param {string} root
 * @param {{ withClickhouse: boolean }} needs
 */
export async function ensureNative(root, { withClickhouse }) {
  await ensureLoads(root, 'uWebSockets.js', UWS);
  if (withClickhouse) await ensureLoads(root, 'chdb', CHDB);
}

const UWS =
  'The public edge needs it. It has binaries for Linux with glibc 2.27 or later on Node 20 (Debian 10, Ubuntu 18.04), for Linux with ' +
  'glibc 2.38 or later on Node 22, 24 and 25 (Debian 13, Ubuntu 24.04), and for macOS on all of these; none for musl (Alpine).';
const CHDB =
  'It is ClickHouse as a library, for Linux with glibc 2.25 or later and for macOS, on x64 and arm64. Elsewhere set ' +
  'KAIROS_CLICKHOUSE_URL to a ClickHouse server, or use `docker compose up`.';

const LOAD = `try { require(process.argv[1]) } catch (error) {
  console.error(error.message.split('\\nRequire stack')[0].trim().split('\\n').at(-1));
  process.exitCode = 1;
}`;

async function ensureLoads(/** @type {string} */ root, /** @type {string} */ name, /** @type {string} */ whatDoes) {
  // The stamp of the packages changes with node_modules, Node and system: loaded once under it is loaded for good.
  const installation = readFileSync(join(root, 'node_modules', '.kairos-setup'), 'utf8');
  const proof = join(root, 'node_modules', `.kairos-loads-${name}`);
  if (existsSync(proof) && readFileSync(proof, 'utf8') === installation) return;
  const { code, said } = await run(process.execPath, ['-e', LOAD, name], { cwd: root });
  if (code !== 0) {
    const here = `Node ${process.versions.node}, ${process.platform} ${process.arch}${glibc()}`;
    const cause = said === '' ? `the process ended with ${code}` : said;
    throw new SetupProblem(`${name} does not load on ${here}: ${cause}\n${whatDoes}`);
  }
  writeFileSync(proof, installation);
}

function glibc() {
  if (process.platform !== 'linux') return '';
  const header = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport()).header;
  return header.glibcVersionRuntime ? `, glibc ${header.glibcVersionRuntime}` : ', no glibc';
}
