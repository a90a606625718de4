import { closest } from 'fastest-levenshtein';
import type { Helper } from '../contract.ts';
import { SlotFailure } from '../source/failure.ts';
import { TEMPLATE_LIMITS } from '../source/limits.ts';
import { compileBeside } from './beside.ts';
import { type Compiling, refuse } from './compiling.ts';
import { compilePath, isPlainName } from './path.ts';
import type { Run, Scope, Value } from './scope.ts';

/** A compiled expression, and the variables in it, to say which of them is missing. */
export interface Expression {
  readonly value: Value;
  readonly variables: readonly Variable[];
}

export interface Variable {
  readonly name: string;
  readonly value: Value;
}

/** Compiles a path, a literal or a call. Takes note of problems and goes on. */
export function compileExpression(node: hbs.AST.Expression, compiling: Compiling): Expression {
  switch (node.type) {
    case 'PathExpression': {
      const path = node as hbs.AST.PathExpression;
      const value = compilePath(path, compiling);
      return { value, variables: [{ name: path.original, value }] };
    }
    case 'SubExpression':
      return compileCall(node as hbs.AST.SubExpression, compiling);
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral': {
      const { value } = node as hbs.AST.StringLiteral;
      return { value: () => value, variables: [] };
    }
    default:
      return { value: () => undefined, variables: [] };
  }
}

/** Compiles the expression within `{{ }}`: a call of a helper, or a variable. */
export function compileMustache(node: hbs.AST.MustacheStatement, compiling: Compiling): Expression {
  const { path, params, hash } = node;
  if (path.type !== 'PathExpression') {
    refuse(compiling, node, 'the name of a variable or a helper');
    return NOTHING;
  }
  const name = path as hbs.AST.PathExpression;
  const isCall = params.length > 0 || hash !== undefined || (isPlainName(name, compiling) && isHelper(name, compiling));
  return isCall
    ? compileCall({ path: name, params, hash, loc: node.loc }, compiling)
    : compileExpression(name, compiling);
}

type Call = Pick<hbs.AST.SubExpression, 'path' | 'params' | 'hash' | 'loc'>;

const NOTHING: Expression = { value: () => undefined, variables: [] };
const NO_HASH: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null));

function isHelper(path: hbs.AST.PathExpression, { helpers }: Compiling): boolean {
  return helpers.has(path.parts[0]!);
}

function compileCall({ path, params, hash, loc }: Call, compiling: Compiling): Expression {
  const helper = isPlainName(path, compiling) ? compiling.helpers.get(path.parts[0]!) : undefined;
  if (!helper) {
    const names = [...compiling.helpers.keys()];
    const nearest = names.length > 0 ? ` (did you mean '${closest(path.original, names)}'?)` : '';
    refuse(compiling, path, `a helper, got '${path.original}'${nearest}`);
    return NOTHING;
  }
  if (compiling.depth >= TEMPLATE_LIMITS.nesting) {
    refuse(compiling, path, `at most ${TEMPLATE_LIMITS.nesting} calls and blocks within each other`);
    return NOTHING;
  }
  const inner = { ...compiling, depth: compiling.depth + 1 };
  const args = params.map((param) => compileExpression(param, inner));
  const options = (hash?.pairs ?? []).map(({ key, value }) => ({ key, ...compileExpression(value, inner) }));
  const variables = [...args, ...options].flatMap((part) => part.variables);
  const given = [...options, ...compileBesideFor(helper, params, options, inner)];
  return { value: compileHelperCall(helper, args, given, variables, loc.start), variables };
}

type Option = Pick<Expression, 'value'> & { readonly key: string };

/** Finds the value beside the first argument that an option defaults to. */
function compileBesideFor(
  { beside }: Helper,
  [first]: readonly hbs.AST.Expression[],
  options: readonly Option[],
  compiling: Compiling,
): readonly Option[] {
  if (!beside || !first || options.some(({ key }) => key === beside.option)) return [];
  return [{ key: beside.option, value: compileBeside(first, beside.name, compiling) }];
}

function compileHelperCall(
  helper: Helper,
  args: readonly Expression[],
  options: readonly Option[],
  variables: readonly Variable[],
  where: hbs.AST.Position,
): Value {
  return (scope, run) => {
    const values: unknown[] = [];
    for (const { value } of args) values.push(value(scope, run));
    const hash = options.length === 0 ? NO_HASH : hashOf(options, scope, run);
    try {
      return helper.run(values, hash, run.setting);
    } catch (cause) {
      const missing = variables.filter(({ value }) => value(scope, run) === undefined).map(({ name }) => name);
      const known = missing.length > 0 ? `; not known: ${missing.join(', ')}` : '';
      throw new SlotFailure(`${helper.name}: expected ${(cause as Error).message}${known}`, where, { cause });
    }
  };
}

function hashOf(options: readonly Option[], scope: Scope, run: Run) {
  const hash: Record<string, unknown> = Object.create(null);
  for (const { key, value } of options) hash[key] = value(scope, run);
  return hash;
}
