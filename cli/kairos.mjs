#!/usr/bin/env node
// Plain JavaScript that old versions of Node can read, so that they get a sentence and not a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number);

function stop(reason) {
  process.stderr.write(`kairos: ${reason}\n`);
  process.exit(1);
}

if (major < 20 || (major === 20 && minor < 19)) {
  stop(`needs Node 20.19 or newer, this is ${process.versions.node}`);
}

import('./bundle.mjs')
  .then(({ loadCommandLine }) => loadCommandLine(process.argv.slice(2)))
  .catch((cause) => {
    if (cause.code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    stop('its packages are not installed, run: npm run setup');
  })
  .then(async ({ runCommandLine, finish }) => {
    await runCommandLine();
    finish?.();
  });
