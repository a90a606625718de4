import {
  type Alias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  stringify,
  visit,
  type Document as YamlDocument,
} from 'yaml';
import type { Problem } from '../../triggers/contract.ts';
import { crsFault } from '../../triggers/places/crs.ts';
import type { Document, DocumentKind } from './contract.ts';
import { isTooDeep, opensTooMany, TOO_DEEP } from './nesting.ts';
import { quickJson } from './quick-json.ts';

/** One file of a workspace folder, read. */
export interface DefinitionFile {
  readonly documents: readonly Document[];
  /** The reasons why the file, or a part of it, could not be read. */
  readonly problems: readonly Problem[];
  /** The line in the file that a problem of one of its documents is about. */
  lineOf(problem: Problem): number | undefined;
}

const FOLDERS = { places: 'place', triggers: 'trigger', templates: 'template' } as const;
const FILE = /^(?:workspace|(places|triggers|templates)\/[A-Za-z0-9_][A-Za-z0-9._-]{0,150})\.(yaml|yml|json|geojson)$/;
/** Aliases (`*name`) that one document may use: each can repeat a whole subtree. */
const MOST_ALIASES = 1_000;

/** Returns the kind of documents in a file of a workspace folder, by its path there; undefined: none. */
export function kindOfFile(path: string): DocumentKind | undefined {
  const found = FILE.exec(path);
  if (!found) return undefined;
  const [, folder, ending] = found;
  if (ending === 'geojson' && folder !== 'places') return undefined;
  return folder === undefined ? 'workspace' : FOLDERS[folder as keyof typeof FOLDERS];
}

/**
 * Reads one file: YAML or JSON, one document or several (`---`, a list, a FeatureCollection). Where there are several,
 * a document's source ends in `#` and its number. Never throws.
 */
export function parseFile(path: string, text: string): DefinitionFile {
  const kind = kindOfFile(path);
  if (kind === undefined) throw new TypeError(`'${path}' is no file of a workspace`);
  if (opensTooMany(text)) {
    return { documents: [], problems: [{ source: path, path: '', expected: TOO_DEEP }], lineOf: () => undefined };
  }
  const quick = path.endsWith('json') ? quickJson(text) : undefined;
  return quick ? readJson(path, kind, quick.body, text) : readYaml(path, kind, text);
}

/** Reads a JSON file. YAML, which knows lines, reads it only when a line is asked for. */
function readJson(path: string, kind: DocumentKind, body: unknown, text: string): DefinitionFile {
  const problems = crsProblems(path, kind, body);
  const parts = problems.length > 0 ? [] : partsOf(kind, null, body);
  let located: DefinitionFile | undefined;
  return {
    documents: documentsOf(path, kind, parts),
    problems,
    lineOf(problem) {
      located ??= readYaml(path, kind, text);
      return located.lineOf(problem);
    },
  };
}

function readYaml(path: string, kind: DocumentKind, text: string): DefinitionFile {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  const roots = 'empty' in parsed ? [] : parsed;
  const problems: Problem[] = roots.flatMap(({ errors }) =>
    errors.map(({ message, pos: [at] }) => ({
      source: `${path}:${lines.linePos(at).line}`,
      path: '',
      expected: `YAML or JSON that can be read: ${message}`,
    })),
  );
  const read = problems.length > 0 ? [] : roots.map((root) => readRoot(root));
  for (const [i, one] of read.entries()) {
    if (one.expected === undefined) continue;
    const [at = 0] = roots[i]?.contents?.range ?? [];
    problems.push({ source: `${path}:${lines.linePos(one.at ?? at).line}`, path: '', expected: one.expected });
  }
  for (const { body } of read) problems.push(...crsProblems(path, kind, body));
  if (problems.length > 0) return { documents: [], problems, lineOf: () => undefined };
  const parts = roots.flatMap((root, i) => {
    const own = path.endsWith('json') ? undefined : textOf(roots, i, text);
    return partsOf(kind, root.contents, read[i]!.body).map((part) =>
      part.isMember || own === undefined ? part : { ...part, text: own },
    );
  });
  const documents = documentsOf(path, kind, parts);
  const nodes = new Map(documents.map(({ source }, i) => [source, parts[i]!.node]));
  return {
    documents,
    problems,
    lineOf({ source, path: where }) {
      const node = nodes.get(source);
      const offset = node && offsetOf(node, where);
      return typeof offset === 'number' ? lines.linePos(offset).line : undefined;
    },
  };
}

function documentsOf(path: string, kind: DocumentKind, parts: readonly Part[]): readonly Document[] {
  const isSeveral = parts.length > 1 || parts.some(({ isMember }) => isMember);
  return parts.map(({ body, text }, i) => {
    const source = isSeveral ? `${path}#${i + 1}` : path;
    return { kind, name: nameOf(kind, body) ?? stemOf(source), source, body, ...(text !== undefined && { text }) };
  });
}

const BYTE_ORDER_MARK = /^\uFEFF/;

/** The part of a file that one of its YAML documents is written in, with the comments before and in it. */
function textOf(roots: readonly YamlDocument[], i: number, text: string): string {
  if (roots.length === 1) return text.replace(BYTE_ORDER_MARK, '');
  const end = (root: YamlDocument | undefined) => root?.range?.[2] ?? 0;
  return text.slice(end(roots[i - 1]), end(roots[i])).replace(/^\s*---[ \t]*\n?/, '');
}

/** A collection is taken apart, so its `crs` is looked at here; that of a Feature is looked at with the rest of it. */
function crsProblems(path: string, kind: DocumentKind, body: unknown): readonly Problem[] {
  if (kind !== 'place' || !isObject(body) || !Array.isArray(body.features)) return [];
  const expected = crsFault(body.crs);
  return expected === undefined ? [] : [{ source: path, path: 'crs', expected }];
}

interface ReadRoot {
  readonly body?: unknown;
  /** The expectation for an unreadable file, with the offset. */
  readonly expected?: string;
  readonly at?: number | undefined;
}

/**
 * Returns the data of one YAML document. A mistake that shows only when aliases are followed is reported like any
 * other.
 */
function readRoot(root: YamlDocument): ReadRoot {
  const lost = lostAlias(root);
  if (lost)
    return { expected: `an anchor \`&${lost.source}\` before the alias \`*${lost.source}\``, at: lost.range?.[0] };
  try {
    const body: unknown = root.toJS({ maxAliasCount: MOST_ALIASES });
    return isTooDeep(body) ? { expected: TOO_DEEP } : { body };
  } catch (cause) {
    // `*a` inside `&a`, or aliases of aliases that grow beyond all bounds.
    if (cause instanceof RangeError) return { expected: TOO_DEEP };
    if (cause instanceof ReferenceError) return { expected: `aliases that lead somewhere: ${cause.message}` };
    throw cause;
  }
}

/** The first alias whose anchor does not stand before it. */
function lostAlias(root: YamlDocument): Alias | undefined {
  let found: Alias | undefined;
  visit(root, {
    Alias(_, alias) {
      if (alias.resolve(root) !== undefined) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

/**
 * The text of a file with these documents; read again it gives the same bodies, in their order. Documents that have a
 * text are written as that.
 */
export function formatFile(path: string, documents: readonly Document[]): string {
  const typed = typedFile(path, documents);
  if (typed !== undefined) return typed;
  const bodies = documents.map(({ body }) => body);
  const isSeveral = bodies.length > 1 || documents.some(({ source }) => source.includes('#'));
  const isJson = /json$/.test(path);
  if (kindOfFile(path) === 'place' && isJson) return formatPlaces(bodies, isSeveral);
  if (isSeveral && kindOfFile(path) === 'place') return format({ type: 'FeatureCollection', features: bodies }, false);
  if (!isSeveral) return format(bodies[0], isJson);
  if (isJson) return format(bodies, isJson);
  return documents.map(({ text, body }) => (text === undefined ? format(body, false) : endLine(text))).join('---\n');
}

/** The file as it was typed; undefined: not all of its documents have a text, or it is JSON, which has no comments. */
export function typedFile(path: string, documents: readonly Document[]): string | undefined {
  if (path.endsWith('json')) return undefined;
  const texts = documents.flatMap(({ text }) => text ?? []);
  if (texts.length < documents.length) return undefined;
  return texts.length === 1 ? texts[0] : texts.map(endLine).join('---\n');
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** One place a line: a list of coordinates with a number on each line is nothing that people compare. */
function formatPlaces(bodies: readonly unknown[], isSeveral: boolean): string {
  if (!isSeveral) return `${JSON.stringify(bodies[0])}\n`;
  const lines = bodies.map((body) => `    ${JSON.stringify(body)}`);
  return `{\n  "type": "FeatureCollection",\n  "features": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

function format(body: unknown, isJson: boolean): string {
  return isJson
    ? `${JSON.stringify(body, null, 2)}\n`
    : stringify(body, { lineWidth: 0, aliasDuplicateObjects: false });
}

interface Part {
  readonly node: Node | null;
  readonly body: unknown;
  readonly isMember: boolean;
  readonly text?: string;
}

/** The documents in one YAML document: itself, the items of a list, the features of a collection. */
function partsOf(kind: DocumentKind, node: Node | null, body: unknown): readonly Part[] {
  const members = (list: readonly unknown[], of: unknown): readonly Part[] =>
    list.map((item, i) => ({ body: item, node: isSeq(of) ? (of.items[i] as Node) : null, isMember: true }));
  if (Array.isArray(body)) return members(body, node);
  if (kind === 'place' && isObject(body) && body.type === 'FeatureCollection' && Array.isArray(body.features)) {
    return members(body.features, isMap(node) ? node.get('features', true) : null);
  }
  return [{ node, body, isMember: false }];
}

/** Returns the name in a document. */
export function nameOf(kind: DocumentKind, body: unknown): string | undefined {
  if (kind === 'workspace') return kind;
  if (!isObject(body)) return undefined;
  const properties = isObject(body.properties) ? body.properties : {};
  const name = kind === 'place' ? (properties.id ?? body.id) : body.name;
  return typeof name === 'string' || typeof name === 'number' ? String(name) : undefined;
}

function stemOf(source: string): string {
  return source.replace(/^.*\//, '').replace(/\.[a-z]+(?=#|$)/, '');
}

/** Where the deepest part of a path such as `when.all[2].local-time` begins; keys may have dots in them. */
function offsetOf(node: Node, path: string): number | undefined {
  const rest = path.replace(/^\./, '');
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      if (rest !== name && !rest.startsWith(`${name}.`) && !rest.startsWith(`${name}[`)) continue;
      const below = value === null ? undefined : offsetOf(value as Node, rest.slice(name.length));
      return below !== undefined && rest !== name ? below : (key as Node).range?.[0];
    }
  }
  const index = /^\[(\d+)\]/.exec(rest);
  const item = isSeq(node) && index ? (node.items[Number(index[1])] as Node | undefined) : undefined;
  return item ? offsetOf(item, rest.slice(index?.[0].length)) : node.range?.[0];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
