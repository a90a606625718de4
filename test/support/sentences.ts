import { parseSync } from 'vite';

/** A sentence that a source says to readers, its slots filled with `filler`. */
export interface FoundSentence {
  readonly path: string;
  readonly text: string;
}

type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>;

/** Calls that say something to a reader, and the argument that is said. */
const SAY: Readonly<Record<string, number>> = {
  ...{ report: -1, refuse: -1, expectedOne: 0, expectedAmong: 0, numberOf: 1, wrong: 1, bad: 0, InvalidPeriod: 1 },
  ...{ Refused: 1, PersonRefused: 0, KeyRefused: 0, DraftRefused: 0, BackupRefused: 0, OpenIdRefused: 0, TurnLost: 1 },
  ...{ UnreadableFile: 0, RenderError: 0, resolve: -2, note: 0 },
};
/** Methods of schemas whose message stands behind what they ask for, and those that have it first. */
const BEHIND = /^(min|max|regex|refine|enum|union|array|record|partialRecord|tuple|literal|strictObject|int|email)$/;
const FIRST = /^(string|number|int|boolean|email)$/;
const SAYING_KEYS = /^(expected|message|error|expects|refused|refuses|why)$/;

/** Finds what sources say to readers: messages of their schemas, expectations, refusals. */
export function sentencesIn(
  sources: readonly { readonly path: string; readonly text: string }[],
  filler: string,
): readonly FoundSentence[] {
  const programs = sources.map(({ path, text }) => ({
    path,
    program: parseSync(path, text).program as unknown as Node,
  }));
  const shared = new Map(programs.flatMap(({ program }) => [...constantsIn(program, true)]));
  return programs.flatMap(({ path, program }) =>
    textsIn(program, new Map([...shared, ...constantsIn(program)]), filler).map((text) => ({ path, text })),
  );
}

function textsIn(program: Node, constants: ReadonlyMap<string, Node>, filler: string): readonly string[] {
  const said: Node[] = [];
  walk(program, (node) => {
    if (node.type === 'CallExpression' || node.type === 'NewExpression') said.push(...saidBy(node));
    // Properties of patterns are read, not said.
    if (node.type !== 'ObjectExpression') return;
    for (const { type, key, value } of node.properties as readonly Node[]) {
      if (type === 'Property' && SAYING_KEYS.test(nameOf(key))) said.push(value as Node);
    }
  });
  const texts = new Set(said.flatMap((node) => sample(node, constants, filler)));
  return [...texts].filter((one) => / /.test(one) && one !== filler);
}

function saidBy(call: Node): readonly Node[] {
  const callee = call.callee as Node;
  const name = nameOf(callee.type === 'MemberExpression' ? callee.property : callee);
  const args = call.arguments as readonly Node[];
  const isOfSchema = callee.type === 'MemberExpression';
  const isZod = isOfSchema && nameOf(callee.object) === 'z';
  const at = Object.hasOwn(SAY, name) ? args.at(SAY[name]!) : undefined;
  const first = isZod && FIRST.test(name) ? args[0] : undefined;
  const behind = isOfSchema && BEHIND.test(name) ? args[1] : undefined;
  return [at, first, behind].filter((node) => node !== undefined);
}

/** The texts that an expression can become; what is not written in the file is the filler. */
function sample(node: Node, constants: ReadonlyMap<string, Node>, filler: string, depth = 0): readonly string[] {
  const go = (next: unknown) => sample(next as Node, constants, filler, depth + 1);
  if (depth > 8) return [filler];
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [filler];
  if (node.type === 'TSAsExpression') return go(node.expression);
  if (node.type === 'ConditionalExpression') return [...go(node.consequent), ...go(node.alternate)];
  if (node.type === 'Identifier') {
    const constant = constants.get(nameOf(node));
    return constant ? go(constant) : [filler];
  }
  if (node.type === 'CallExpression') {
    const made = constants.get(nameOf(node.callee));
    return made?.type === 'FunctionDeclaration' ? returnsOf(made).flatMap(go) : [filler];
  }
  if (node.type !== 'TemplateLiteral') return [filler];
  const expressions = node.expressions as readonly Node[];
  const quasis = node.quasis as readonly { readonly value: { readonly cooked: string } }[];
  return quasis.reduce<readonly string[]>(
    (texts, { value }, i) => {
      const next = expressions[i] ? go(expressions[i]) : [''];
      return texts.flatMap((text) => next.map((one) => text + value.cooked + one));
    },
    [''],
  );
}

/** What a file declares, anywhere or only what it exports. */
function constantsIn(program: Node, isExported = false): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  const body = program.body as readonly Node[];
  walk(isExported ? body.filter(({ type }) => type === 'ExportNamedDeclaration') : program, (node) => {
    if (!isExported && node.type === 'FunctionDeclaration') found.set(nameOf(node.id), node);
    if (node.type === 'VariableDeclarator' && node.init) found.set(nameOf(node.id), node.init as Node);
  });
  return found;
}

function returnsOf(made: Node): readonly Node[] {
  const found: Node[] = [];
  walk(made.body, (node) => {
    if (node.type === 'ReturnStatement' && node.argument) found.push(node.argument as Node);
  });
  return found;
}

function walk(node: unknown, see: (node: Node) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const one of node) walk(one, see);
    return;
  }
  if ('type' in node) see(node as Node);
  for (const value of Object.values(node)) walk(value, see);
}

function nameOf(node: unknown): string {
  const { name, value } = (node ?? {}) as { name?: unknown; value?: unknown };
  return typeof name === 'string' ? name : typeof value === 'string' ? value : '';
}
