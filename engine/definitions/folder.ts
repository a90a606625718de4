import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { InvalidDefinitions, type Problem } from '../../triggers/contract.ts';
import type { Document, DocumentKind } from './contract.ts';
import { type DefinitionFile, formatFile, kindOfFile, parseFile, typedFile } from './file.ts';

/** The documents of a workspace folder: `workspace.yaml`, `places/`, `triggers/`, `templates/`. */
export interface WorkspaceFolder {
  readonly documents: readonly Document[];
  /** Returns the problem with its line in the source, if that is known. */
  locate(problem: Problem): Problem;
}

/**
 * Reads every file of a workspace folder. Throws InvalidDefinitions with everything that cannot be read, by file and
 * line.
 */
export async function readFolder(folder: string): Promise<WorkspaceFolder> {
  const files = new Map<string, DefinitionFile>();
  for (const path of await filesOf(folder)) {
    files.set(path, parseFile(path, await readFile(join(folder, path), 'utf8')));
  }
  const all = [...files.values()];
  const problems = all.flatMap((file) => file.problems);
  if (all.length === 0) {
    const expected = 'workspace.yaml, or files in places/, triggers/ or templates/';
    problems.push({ source: folder, path: '', expected });
  }
  if (problems.length > 0) throw new InvalidDefinitions(problems);
  return {
    documents: all.flatMap((file) => file.documents),
    locate(problem) {
      const line = files.get(fileOf(problem.source))?.lineOf(problem);
      return line === undefined ? problem : { ...problem, source: `${fileOf(problem.source)}:${line}` };
    },
  };
}

/** The result of writing a folder, by paths in it. */
export interface WrittenFolder {
  readonly written: readonly string[];
  /** Files with the same content already: the same text, or the same bodies where no text is stored. */
  readonly unchanged: readonly string[];
  /** Files without a live definition; deleted when pruned. */
  readonly leftover: readonly string[];
}

/**
 * Writes documents into the files they came from, or one file each. Only files whose content differs are touched. Never
 * writes outside of the folder.
 */
export async function writeFolder(
  folder: string,
  documents: readonly Document[],
  options: { readonly prune: boolean },
): Promise<WrittenFolder> {
  const homes = new Map<string, Document[]>();
  for (const document of documents) {
    const home = homeOf(document);
    homes.set(home, [...(homes.get(home) ?? []), document]);
  }
  const written: string[] = [];
  const unchanged: string[] = [];
  for (const [path, mine] of homes) {
    mine.sort((a, b) => numberOf(a.source) - numberOf(b.source));
    if (await isSame(join(folder, path), path, mine)) {
      unchanged.push(path);
      continue;
    }
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), formatFile(path, mine));
    written.push(path);
  }
  const leftover = (await filesOf(folder)).filter((path) => !homes.has(path));
  if (options.prune) for (const path of leftover) await rm(join(folder, path));
  return { written, unchanged, leftover };
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const below of ['', 'places/', 'triggers/', 'templates/']) {
    const names = await readdir(join(folder, below)).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT' && below !== '') return [];
      throw cause;
    });
    found.push(...names.sort().map((name) => below + name));
  }
  return found.filter((path) => kindOfFile(path) !== undefined);
}

/** Returns the file of a document: the one it came from if that belongs to the folder, else one of its own. */
export function homeOf({ kind, name, source }: Pick<Document, 'kind' | 'name' | 'source'>): string {
  const file = fileOf(source);
  if (kindOfFile(file) === kind) return file;
  const stem = name.replace(/[^A-Za-z0-9._-]/g, '-').replace(/^[.-]+/, '') || kind;
  return HOMES[kind](stem.slice(0, 150));
}

const HOMES: Readonly<Record<DocumentKind, (stem: string) => string>> = {
  workspace: () => 'workspace.yaml',
  place: (stem) => `places/${stem}.geojson`,
  trigger: (stem) => `triggers/${stem}.yaml`,
  template: (stem) => `templates/${stem}.yaml`,
};

function fileOf(source: string): string {
  return source.replace(/#\d+$/, '');
}

function numberOf(source: string): number {
  return Number(/#(\d+)$/.exec(source)?.[1] ?? 0);
}

async function isSame(file: string, path: string, documents: readonly Document[]): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const typed = typedFile(path, documents);
  if (typed !== undefined) return text === typed;
  const bodies = parseFile(path, text).documents.map(({ body }) => body);
  return isDeepStrictEqual(
    bodies,
    documents.map(({ body }) => body),
  );
}
