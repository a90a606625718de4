import { register } from 'node:module';

/**
 * Lets Node 20 run this tree's TypeScript as it is (`node --import ./engine/typescript.mjs`). Does nothing where Node
 * strips types by itself, from 22.18 on: there the same stripper is built in.
 */
if (!(/** @type {{ typescript?: unknown }} */ (process.features).typescript)) {
  register('./strip-types.mjs', import.meta.url);
}
