import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { InvalidDefinitions } from '../../triggers/contract.ts';
import type { Document } from '../definitions/contract.ts';
import { parseFile } from '../definitions/file.ts';

/** A trigger that is tested before it is live, as a document. */
export interface Draft extends Document {
  readonly body: Record<string, unknown>;
}

/** Makes a draft of a body. Throws InvalidDefinitions when the body has no name. */
export function draftOf(body: unknown, source = 'draft'): Draft {
  const isNamed = typeof body === 'object' && body !== null && 'name' in body;
  if (isNamed && typeof body.name === 'string') return { kind: 'trigger', name: body.name, source, body: { ...body } };
  throw new InvalidDefinitions([{ source, path: 'name', expected: 'the name of the trigger' }]);
}

/** Reads one trigger from a file. Throws InvalidDefinitions when it is not exactly one. */
export async function readDraft(file: string): Promise<Draft> {
  const ending = extname(file).toLowerCase();
  const inFolder = `triggers/draft${ending}`;
  const known = ['.yaml', '.yml', '.json'];
  if (!known.includes(ending)) fail(file, `a file that ends in ${known.join(', ')}`);
  const { documents, problems } = parseFile(inFolder, await readFile(file, 'utf8'));
  if (problems.length > 0) {
    throw new InvalidDefinitions(
      problems.map((problem) => ({ ...problem, source: problem.source.replace(inFolder, file) })),
    );
  }
  const [first] = documents;
  if (!first || documents.length > 1) fail(file, 'one trigger in the file');
  return draftOf(first.body, file);
}

/** Returns the workspace folder of a trigger's file: the folder above its `triggers/`; undefined: it has none. */
export function workspaceAround(file: string): string | undefined {
  const folder = dirname(resolve(file));
  return basename(folder) === 'triggers' ? dirname(folder) : undefined;
}

function fail(source: string, expected: string): never {
  throw new InvalidDefinitions([{ source, path: '', expected }]);
}
