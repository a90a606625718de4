import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kept, SignalStore } from '../app/contract.ts';

/** Lines about signals that are gone before the file is written anew. */
const MOST_GONE = 2_000;

/**
 * Opens a store of signals in a folder: a file to which each change is appended, so that a kill leaves a whole one. One
 * process a folder.
 */
export async function openFileStore(folder: string): Promise<SignalStore> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'signals.ndjson');
  const kept = replay(await readFile(path, 'utf8').catch(() => ''));
  let gone = 0;
  const writeAnew = async (): Promise<void> => {
    await writeFile(`${path}.new`, [...kept.values()].map(lineOf).join(''));
    await rename(`${path}.new`, path);
    gone = 0;
  };
  await writeAnew();
  return {
    all: async () => [...kept.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
    async put(signals) {
      await appendFile(path, signals.map(lineOf).join(''));
      for (const one of signals) kept.set(one.key, one);
    },
    async remove(keys) {
      for (const key of keys) kept.delete(key);
      gone += keys.length;
      if (gone > MOST_GONE || kept.size === 0) await writeAnew();
      else await appendFile(path, lineOf({ gone: keys }));
    },
  };
}

function lineOf(change: Kept | { readonly gone: readonly string[] }): string {
  return `${JSON.stringify(change)}\n`;
}

/** A last line that was cut short by a kill was never acknowledged, and counts for nothing. */
function replay(text: string): Map<string, Kept> {
  const kept = new Map<string, Kept>();
  for (const line of text.split('\n')) {
    const change = readLine(line);
    if (!change) continue;
    if ('gone' in change) for (const key of change.gone) kept.delete(key);
    else kept.set(change.key, change);
  }
  return kept;
}

function readLine(line: string): Kept | { readonly gone: readonly string[] } | undefined {
  try {
    return JSON.parse(line) as Kept;
  } catch {
    return undefined;
  }
}
