import { SetupProblem } from './problem.mjs';

const OLDEST = [20, 19];

/** Throws a SetupProblem when this Node or system cannot run Kairos at all. */
export function ensureNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new SetupProblem(`Kairos needs Node ${OLDEST.join('.')} or later, this is ${process.versions.node}.`);
  }
  if (process.platform === 'win32') {
    throw new SetupProblem('Kairos runs on Linux and macOS; on Windows run it inside WSL, or use `docker compose up`.');
  }
}
