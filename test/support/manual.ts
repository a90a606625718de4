import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { SignalInput } from '../../sdk/protocol.ts';
import { root } from './sources.ts';

/**
 * A trigger of `docs/triggers.md`, as the page tells it: the definitions, and what they do on the track of the same
 * name.
 */
export interface Chapter {
  /** Name of the first trigger: also of its track in `test/tracks/`. */
  readonly name: string;
  readonly triggers: readonly { readonly name: string; readonly body: Readonly<Record<string, unknown>> }[];
  /** Rows of its table: local time, customer, what became of it. */
  readonly happens: readonly string[];
  readonly track: readonly (SignalInput & { readonly at: number; readonly id: string })[];
}

/** Reads the page: a chapter for each numbered heading. Throws when one lacks its trigger, its table or its track. */
export function readManual(page = 'docs/triggers.md'): readonly Chapter[] {
  const [, ...parts] = readFileSync(join(root, page), 'utf8').split(/^## (?=\d+\. )/m);
  return parts.map(readChapter);
}

function readChapter(text: string): Chapter {
  const heading = text.slice(0, text.indexOf('\n'));
  const triggers = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)]
    .flatMap(([, yaml = '']) => parseAllDocuments(yaml))
    .map((document) => document.toJS() as Readonly<Record<string, unknown>>)
    .map((body) => ({ name: String(body.name), body }));
  const happens = [...text.matchAll(/^\| (\d{4}-[^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, ...cells]) =>
    cells.map((cell) => cell.trim()).join(' | '),
  );
  const name = triggers[0]?.name ?? '';
  const track = join(root, 'test/tracks', `${name}.ndjson`);
  if (name === '' || happens.length === 0 || !existsSync(track))
    throw new Error(`'${heading}' needs a trigger, a table of what happens, and ${track}`);
  return { name, triggers, happens, track: readTrack(track, name) };
}

function readTrack(path: string, name: string): Chapter['track'] {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line, i) => {
    const { at, ...signal } = JSON.parse(line) as SignalInput & { at: string };
    return { ...signal, at: Date.parse(at), id: `${name}-${i + 1}` };
  });
}
