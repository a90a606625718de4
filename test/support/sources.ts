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
  /** Every module it names: static, type-only, re-exported, dynamic, required, or by a URL beside it (a folder, a process). */
  readonly imports: readonly string[];
  /** Imports whose module is computed; a computed URL is none. */
  readonly computedImports: number;
  /** What it declares and exports by name, each once; what it only passes on from another file does not count. */
  readonly exports: readonly string[];
  /** The functions it declares at its top, exported or not. */
  readonly functions: readonly string[];
  readonly hasAny: boolean;
  readonly readsEnvironment: boolean;
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const SKIPPED = new Set(['node_modules', '.git', '.kairos', '.setup', 'coverage', 'dist']);

/** The paths of all files below a folder of the project, sorted; empty when there is no such folder. */
export function filesOf(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesOf(path) : [path];
    })
    .sort();
}

/** Reads TypeScript and JavaScript files, parsed: what is in comments and strings does not count. */
export function readSources(folder: string): readonly Source[] {
  return filesOf(folder)
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
    .map(readSource);
}

/** What one file's text says about its shape. */
export function sourceOf(path: string, text: string): Source {
  const imports: string[] = [];
  const seen = { computed: 0, any: false, environment: false };
  const program = parse(path, text);
  walk(program, (node) => {
    if (node.type === 'TSAnyKeyword') seen.any = true;
    if (isEnvironment(node)) seen.environment = true;
    const target = targetOf(node);
    if (target === undefined) return;
    const literal = (target as { value?: unknown }).value;
    if (typeof literal !== 'string') seen.computed += node.type === 'NewExpression' ? 0 : 1;
    else
      imports.push(
        literal.startsWith('.') || node.type === 'NewExpression' ? normalize(join(dirname(path), literal)) : literal,
      );
  });
  return {
    path,
    text,
    lines: text.split('\n').length - 1,
    isTest: path.endsWith('.test.ts') || path.startsWith('test/'),
    imports: [...new Set(imports)],
    computedImports: seen.computed,
    ...declarationsOf(program),
    hasAny: seen.any,
    readsEnvironment: seen.environment,
  };
}

function readSource(path: string): Source {
  return sourceOf(path, readFileSync(join(root, path), 'utf8'));
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
