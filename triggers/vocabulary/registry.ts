import { fileURLToPath } from 'node:url';
import { importDefault, listFiles } from './part-files.ts';

interface Named {
  readonly name: string;
}

const SOURCE = /^(?!.*\.(?:test|d)\.)(?!contract\.)[a-z0-9-]+\.[jt]s$/;

/**
 * Loads a folder of one-thing-per-file parts, sorted by name. Throws when a default export's `name` is not its file's
 * name.
 */
export async function loadFolder<T extends Named>(folder: URL): Promise<ReadonlyMap<string, T>> {
  const things = new Map<string, T>();
  for (const file of (await listFiles(folder)).filter((f) => SOURCE.test(f)).sort()) {
    const thing = await load<T>(folder, file);
    things.set(thing.name, thing);
  }
  return things;
}

/** Loads one part of such a folder by its name, without the others; undefined: it has none of the name. */
export async function loadPart<T extends Named>(folder: URL, name: string): Promise<T | undefined> {
  const file = (await listFiles(folder)).find((one) => SOURCE.test(one) && nameOf(one) === name);
  return file === undefined ? undefined : load<T>(folder, file);
}

async function load<T extends Named>(folder: URL, file: string): Promise<T> {
  const thing = (await importDefault(folder, file)) as T | undefined;
  if (thing?.name === nameOf(file)) return thing;
  const path = fileURLToPath(new URL(file, folder));
  throw new Error(`${path} must default-export something named '${nameOf(file)}', got '${thing?.name}'`);
}

function nameOf(file: string): string {
  return file.replace(/\.[jt]s$/, '');
}
