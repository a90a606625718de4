import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vitest/node';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** One source file of the project, as far as its shape is concerned. Paths are relative to the project, with `/`. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly isTest: boolean;
  /**
   * Every module it names: static, type-only, re-exported, dynamic, required, or by a URL beside it (a folder, a
   * process).
   */
  readonly imports: readonly string[];
  /** The same imports, one for each name that they take. */
  readonly links: readonly Link[];
  /** Imports whose module is computed; a computed URL is none. */
  readonly computedImports: number;
  /** What it declares and exports by name, each once; what it only passes on from another file does not count. */
  readonly exports: readonly string[];
  /** The functions it declares at its top, exported or not. */
  readonly functions: readonly string[];
  /** Every function in it, at its top or inside another. */
  readonly spans: readonly Span[];
  readonly hasAny: boolean;
  readonly readsEnvironment: boolean;
}

/** One name that a file takes from a module: `*` for the whole module, empty for a URL beside it. */
export interface Link {
  readonly to: string;
  readonly name: string;
  /** The name is gone when the file runs. */
  readonly isType: boolean;
}

/**
 * A function's place in its file. A function without a name of its own has that of the variable or property it is given
 * to.
 */
export interface Span {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const SKIPPED = new Set(['node_modules', '.git', '.kairos', '.setup', 'coverage', 'dist']);

/** The paths of all files below a folder of the project, sorted. */
export function filesOf(folder: string): readonly string[] {
  return filesIn(root, folder);
}

/** Reads TypeScript and JavaScript files, parsed: what is in comments and strings does not count. */
export function readSources(folder: string): readonly Source[] {
  return readSourcesIn(root, folder);
}

/** Reads the sources below a folder of any checkout of the project. */
export function readSourcesIn(checkout: string, folder: string): readonly Source[] {
  return filesIn(checkout, folder)
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
    .map((path) => sourceOf(path, readFileSync(join(checkout, path), 'utf8')));
}

/** What one file's text says about its shape. */
export function sourceOf(path: string, text: string): Source {
  const imports: string[] = [];
  const links: Link[] = [];
  const seen = { computed: 0, any: false, environment: false };
  const program = parse(path, text);
  walk(program, (node) => {
    if (node.type === 'TSAnyKeyword') seen.any = true;
    if (isEnvironment(node)) seen.environment = true;
    const target = targetOf(node);
    if (target === undefined) return;
    const literal = (target as { value?: unknown }).value;
    if (typeof literal !== 'string') seen.computed += node.type === 'NewExpression' ? 0 : 1;
    else {
      const isOwn = literal.startsWith('.') || node.type === 'NewExpression';
      const to = isOwn ? normalize(join(dirname(path), literal)) : literal;
      imports.push(to);
      links.push(...namesTaken(node).map((taken) => ({ to, ...taken })));
    }
  });
  return {
    path,
    text,
    lines: text.split('\n').length - 1,
    isTest: path.endsWith('.test.ts') || path.startsWith('test/'),
    imports: [...new Set(imports)],
    links,
    spans: spansOf(program, text),
    computedImports: seen.computed,
    ...declarationsOf(program),
    hasAny: seen.any,
    readsEnvironment: seen.environment,
  };
}

function filesIn(checkout: string, folder: string): readonly string[] {
  return readdirSync(join(checkout, folder), { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesIn(checkout, path) : [path];
    })
    .sort();
}

function parse(path: string, text: string): unknown {
  try {
    return parseAst(text, { lang: path.endsWith('.tsx') ? 'tsx' : path.endsWith('.ts') ? 'ts' : 'js' });
  } catch (cause) {
    throw new Error(`${path} does not parse`, { cause });
  }
}

/** What the top of a file declares, and which of it is exported by name. */
function declarationsOf(program: unknown): Pick<Source, 'exports' | 'functions'> {
  const exports = new Set<string>();
  const functions: string[] = [];
  for (const statement of (program as { readonly body: readonly Node[] }).body) {
    const isExport = statement.type.startsWith('Export');
    const declared = (isExport ? statement.declaration : statement) as Node | null | undefined;
    const names = ((declared?.declarations as readonly Node[] | undefined) ?? [declared])
      .map((one) => nameOf(one?.id))
      .filter((name) => name !== undefined);
    if (statement.type === 'ExportNamedDeclaration') for (const name of names) exports.add(name);
    if (declared?.type === 'FunctionDeclaration') functions.push(...names);
  }
  return { exports: [...exports], functions };
}

/** What a node that imports takes from its module. */
function namesTaken(node: Node): readonly Omit<Link, 'to'>[] {
  if (node.type === 'NewExpression') return [{ name: '', isType: false }];
  if (node.type === 'TSImportType') return [{ name: nameOf(node.qualifier) ?? '*', isType: true }];
  const isAllType = node.importKind === 'type' || node.exportKind === 'type';
  const taken = ((node.specifiers ?? []) as readonly Node[]).map((one) => ({
    name: nameTaken(one),
    isType: isAllType || one.importKind === 'type' || one.exportKind === 'type',
  }));
  return taken.length > 0 ? taken : [{ name: '*', isType: isAllType }];
}

function nameTaken(one: Node): string {
  if (one.type === 'ImportDefaultSpecifier') return 'default';
  if (one.type === 'ImportNamespaceSpecifier') return '*';
  return nameOf(one.imported ?? one.local) ?? '*';
}

/** Every function below a node; `called` is the name it is given from outside. */
function spansOf(program: unknown, text: string): readonly Span[] {
  const spans: Span[] = [];
  const starts = [...text.matchAll(/\n/g)].map((end) => end.index);
  const lineOf = (at: number) => starts.filter((start) => start < at).length + 1;
  const enter = (value: unknown, called: string): void => {
    if (Array.isArray(value)) for (const item of value) enter(item, called);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const node = value as Node;
    if (/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) {
      const line = lineOf(node.start);
      spans.push({ name: nameOf(node.id) ?? called, line, lines: lineOf(node.end) - line + 1 });
    }
    const name = nameOf(node.id) ?? nameOf(node.key) ?? called;
    for (const item of Object.values(node)) enter(item, name);
  };
  enter(program, '');
  return spans;
}

/** The expression that names a module, when the node imports one. */
function targetOf(node: Node): unknown {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return node.source ?? undefined;
    case 'TSExternalModuleReference':
      return node.expression;
    case 'CallExpression':
      return nameOf(node.callee) === 'require' ? (node.arguments as unknown[])[0] : undefined;
    case 'NewExpression':
      return nameOf(node.callee) === 'URL' && isBesideModule((node.arguments as unknown[])[1])
        ? (node.arguments as unknown[])[0]
        : undefined;
    default:
      return undefined;
  }
}

/** `process.env`, or `env` taken from `node:process`. */
function isEnvironment(node: Node): boolean {
  if (node.type === 'MemberExpression') return nameOf(node.object) === 'process' && nameOf(node.property) === 'env';
  if (node.type !== 'ImportSpecifier') return false;
  return nameOf(node.imported) === 'env';
}

/** Whether it reads `import.meta.url`. */
function isBesideModule(node: unknown): boolean {
  const { object, property } = (node ?? {}) as { object?: { type?: string }; property?: unknown };
  return object?.type === 'MetaProperty' && nameOf(property) === 'url';
}

function nameOf(node: unknown): string | undefined {
  return (node as { name?: string } | undefined)?.name;
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit);
  } else if (typeof value === 'object' && value !== null) {
    if (typeof (value as Node).type === 'string') visit(value as Node);
    for (const item of Object.values(value)) walk(item, visit);
  }
}
