import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { constants, Script } from 'node:vm';

/**
 * The files of a bundle, in CommonJS, each run once, with what V8 has compiled of it before: to compile them takes as
 * long as all the rest. Functions that no run has needed yet are compiled when they are.
 * @param {string} folder
 */
export function openScripts(folder) {
  // Of one release of V8, started with the same flags.
  const compiled = join(folder, 'compiled', String(cachedDataVersionTag()));
  /** @type {Map<string, { readonly exports: object }>} */
  const modules = new Map();
  /** @type {Map<string, Script>} */
  const fresh = new Map();

  function load(/** @type {string} */ file) {
    const known = modules.get(file);
    if (known) return known.exports;
    const path = join(folder, file);
    const module = { exports: {} };
    modules.set(file, module);
    const kept = readKept(join(compiled, file));
    const script = new Script(
      `(function (exports, require, module, __filename, __dirname) { ${readFileSync(path, 'utf8')}\n})`,
      {
        filename: path,
        ...(kept && { cachedData: kept }),
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      },
    );
    if (kept === undefined || script.cachedDataRejected) fresh.set(file, script);
    script.runInThisContext()(module.exports, requireFrom(path), module, path, dirname(path));
    return module.exports;
  }

  function requireFrom(/** @type {string} */ path) {
    const require = createRequire(path);
    return (/** @type {string} */ id) => (id.startsWith('./') ? load(id.slice(2)) : require(id));
  }

  return {
    load,
    /** Keeps what V8 has compiled until now, of files of which nothing was kept. It only saves time. */
    keep() {
      for (const [file, script] of fresh) {
        try {
          mkdirSync(dirname(join(compiled, file)), { recursive: true });
          const path = join(compiled, `${file}.${process.pid}`);
          writeFileSync(path, script.createCachedData());
          renameSync(path, join(compiled, file));
        } catch {
          return;
        }
      }
    },
  };
}

/** @returns {Buffer | undefined} */
function readKept(/** @type {string} */ path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
