import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Keeps of each source map of a bundle what a stack needs, for each line the source and its line, as `FILE.lines.json`,
 * and removes the map: to read a map takes a second of a running engine, to read this some milliseconds.
 * @param {string} out the folder of the bundle
 */
export async function keepLines(out) {
  const { decode } = await import('@jridgewell/sourcemap-codec');
  for (const name of readdirSync(out).filter((file) => file.endsWith('.map'))) {
    const { sources, mappings } = JSON.parse(readFileSync(join(out, name), 'utf8'));
    const lines = decode(mappings).flatMap((segments) => {
      const [, source = -1, line = -1] = segments.find((segment) => segment.length > 1) ?? [];
      return [source, line + 1];
    });
    writeFileSync(join(out, name.replace(/map$/, 'lines.json')), JSON.stringify({ sources, lines }));
    rmSync(join(out, name));
  }
}
