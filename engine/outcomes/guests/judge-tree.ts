import { QuestionRefused } from './contract.ts';
import { mayCall } from './functions.ts';
import type { Node } from './syntax-tree.ts';

/** What a question may name. */
export interface Allowed {
  /** The views, without their database. */
  readonly views: ReadonlySet<string>;
  /** The views that this person may not read. */
  readonly closed: ReadonlySet<string>;
  /** Whole names of tables beside the views. */
  readonly catalogs: ReadonlySet<string>;
  /** All databases but that of the views. */
  readonly databases: ReadonlySet<string>;
  /** The names of all functions, in lower case: one may be handed over by its name alone. */
  readonly functions: ReadonlySet<string>;
}

/**
 * The kinds of nodes that read and work out. `ColumnsApplyTransformer` is none of them: ClickHouse does not print which
 * function it applies.
 */
const KINDS = new Set(
  `SelectWithUnionQuery SelectQuery SelectIntersectExceptQuery ExpressionList Subquery Function Identifier TableIdentifier
  Literal TablesInSelectQuery TablesInSelectQueryElement TableExpression TableJoin ArrayJoin OrderByElement WithElement
  Asterisk QualifiedAsterisk ColumnsRegexpMatcher ColumnsListMatcher QualifiedColumnsRegexpMatcher
  QualifiedColumnsListMatcher ColumnsTransformerList ColumnsExceptTransformer ColumnsReplaceTransformer
  ColumnsReplaceTransformer::Replacement WindowDefinition WindowListElement InterpolateElement SampleRatio Set`.split(
    /\s+/,
  ),
);

/** What a tool asks of the server at connect. */
const GREETINGS = new Set(['displayname', 'revision', 'currentuser', 'user', 'servertimezone', 'hostname']);

/**
 * Throws QuestionRefused unless a tree is one SELECT that reads the views alone. It is the tree of the whole statement,
 * with our own settings: the only ones there may be.
 */
export function judgeTree(root: Node, allowed: Allowed): void {
  const [only] = root.children;
  if (root.kind !== 'SelectWithUnionQuery' || root.children.length !== 1 || only?.kind !== 'ExpressionList')
    throw notOne();
  const settings = judge(only, allowed);
  if (settings !== 1) throw refuseSettings();
}

function judge(node: Node, allowed: Allowed): number {
  if (!KINDS.has(node.kind)) {
    throw refuse(`${node.kind} cannot be used`, 'Ask with one plain SELECT; APPLY is written out column by column.');
  }
  if (node.kind === 'Function') judgeFunction(node, allowed);
  if (node.kind === 'TableIdentifier') judgeTable(nameOf(node), allowed);
  if (node.kind === 'Identifier') judgeName(nameOf(node), allowed);
  return node.children.reduce((sum, child) => sum + judge(child, allowed), node.kind === 'Set' ? 1 : 0);
}

function judgeFunction(node: Node, allowed: Allowed): void {
  const name = nameOf(node);
  const right = node.children[0]?.children[1];
  // What stands to the right of IN may be a table.
  if (name.toLowerCase().endsWith('in') && right?.kind === 'Identifier') judgeTable(nameOf(right), allowed);
  if (mayCall(name) || (allowed.catalogs.size > 0 && GREETINGS.has(name.toLowerCase()))) return;
  throw refuse(
    `the function ${name} cannot be used`,
    'Functions that work out a value from columns can; those that read files, addresses, dictionaries or the server cannot.',
  );
}

function judgeTable(name: string, { views, closed, catalogs }: Allowed): void {
  // `system.one` is what ClickHouse adds where there is no FROM.
  if (catalogs.has(name) || name === 'system.one') return;
  const own = name.startsWith('results.') ? name.slice('results.'.length) : name;
  if (closed.has(own)) throw refusePersonal(own);
  // A name alone is a view or a part of WITH: the session stands in the database of the views, which holds nothing
  // else.
  if (!own.includes('.') || views.has(own)) return;
  throw refuse(`${name} cannot be read`, `There are ${[...views].map((view) => `results.${view}`).join(', ')}.`);
}

/** A column, or a function that is handed over: `arrayMap(file, …)`. */
function judgeName(name: string, { catalogs, databases, functions }: Allowed): void {
  const [head = '', second, ...rest] = name.split('.');
  if (second !== undefined && databases.has(head) && !(rest.length > 0 && catalogs.has(`${head}.${second}`))) {
    throw refuse(`${name} cannot be read`, 'Only the database results is open.');
  }
  if (second !== undefined || !functions.has(name.toLowerCase()) || mayCall(name)) return;
  throw refuse(
    `the name ${name} is that of a function that cannot be used`,
    'Give the column another name: AS something else.',
  );
}

function nameOf({ text }: Node): string {
  return text.replace(/ \(alias .*\)$/s, '');
}

export function refuseSettings(): QuestionRefused {
  return refuse('settings cannot be given in the question', 'Leave SETTINGS out: the limits are the same for all.');
}

function notOne(): QuestionRefused {
  return refuse(
    'this is not one SELECT',
    'Ask with one SELECT, without INTO OUTFILE; WITH and UNION can be part of it.',
  );
}

function refusePersonal(view: string): QuestionRefused {
  return refuse(`results.${view} tells of single customers`, 'This needs the permission to see personal data.');
}

function refuse(message: string, hint: string): QuestionRefused {
  return new QuestionRefused('not-allowed', message, { hint });
}
