import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextStore } from '../app/contract.ts';

/** Opens texts by name in a folder, in one small file. */
export function openFileTexts(folder: string): TextStore {
  const path = join(folder, 'profile.json');
  const texts = new Map(Object.entries(readTexts(path)));
  const write = (): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify(Object.fromEntries(texts)));
    renameSync(`${path}.new`, path);
  };
  return {
    getItem: (name) => texts.get(name),
    setItem(name, text) {
      texts.set(name, text);
      write();
    },
    removeItem(name) {
      texts.delete(name);
      write();
    },
    getAllKeys: () => [...texts.keys()],
  };
}

function readTexts(path: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}
