import { type Compiling, refuse } from './compiling.ts';
import { outerScope, readOwn, type Turn, type Value } from './scope.ts';

/** Names that would reach past the data, in an engine less careful. */
const FORBIDDEN = /^(?:__.*__|constructor|prototype)$/;
const TURN_NAMES: readonly string[] = ['index', 'key', 'first', 'last'] satisfies (keyof Turn)[];

/** Whether a path is a single word that may name a helper: not `this.x`, not `../x`, not a name given by a block. */
export function isPlainName(path: hbs.AST.PathExpression, compiling: Compiling): boolean {
  return (
    !path.data &&
    path.depth === 0 &&
    path.parts.length === 1 &&
    !isScoped(path) &&
    !compiling.levels.some(({ names }) => names.includes(path.parts[0]!))
  );
}

/** Compiles a path to a look-up of own properties; undefined when something on the way is missing. */
export function compilePath(path: hbs.AST.PathExpression, compiling: Compiling): Value {
  const forbidden = path.parts.find((part) => FORBIDDEN.test(part));
  if (forbidden !== undefined) {
    refuse(compiling, path, `a field, got '${forbidden}'`);
    return NEVER;
  }
  noteReads(path, compiling);
  return path.data ? compileData(path, compiling) : compileField(path, compiling);
}

/** Within a block a name may mean something else than a group; then a group too many is noted, which does no harm. */
function noteReads({ data, parts }: hbs.AST.PathExpression, { reads }: Compiling): void {
  const [first] = parts;
  if (first === undefined || (data && first === 'root')) reads.isAll = true;
  else if (!data) {
    reads.groups.add(first);
    const isWholeEvent = first === 'event' && parts.length === 1;
    if (isWholeEvent || parts.includes('properties')) reads.groups.add('event.properties');
  }
}

const NEVER: Value = () => undefined;

function isScoped({ original }: hbs.AST.PathExpression): boolean {
  return original.startsWith('.') || /^this\b/.test(original);
}

function compileField(path: hbs.AST.PathExpression, compiling: Compiling): Value {
  const { depth, parts } = path;
  const { levels } = compiling;
  if (depth > levels.length) {
    refuse(compiling, path, `at most ${levels.length} '../' here`);
    return NEVER;
  }
  const [first, ...further] = parts;
  if (depth === 0 && first !== undefined && !isScoped(path)) {
    const level = levels.findLastIndex(({ names }) => names.includes(first));
    if (level >= 0) {
      const out = levels.length - 1 - level;
      const index = levels[level]!.names.indexOf(first);
      return (scope) => walk(outerScope(scope, out).named[index], further);
    }
  }
  if (parts.length === 2 && depth === 0) {
    const [group, name] = parts as [string, string];
    return (scope) => readOwn(readOwn(scope.value, group), name);
  }
  return (scope) => walk(outerScope(scope, depth).value, parts);
}

/** `@index` and its like, and `@root`. */
function compileData(path: hbs.AST.PathExpression, compiling: Compiling): Value {
  const [name, ...further] = path.parts;
  if (name === 'root') return (_, run) => walk(run.view, further);
  const withTurns = compiling.levels.flatMap(({ turns }, i) => (turns ? [i] : []));
  const level = withTurns.at(-1 - path.depth);
  if (name === undefined || !TURN_NAMES.includes(name) || further.length > 0 || level === undefined) {
    refuse(compiling, path, `@root, or one of @${TURN_NAMES.join(', @')} within {{#each}}`);
    return NEVER;
  }
  const out = compiling.levels.length - 1 - level;
  return (scope) => outerScope(scope, out).turn?.[name as keyof Turn];
}

function walk(from: unknown, parts: readonly string[]): unknown {
  let found = from;
  for (const part of parts) found = readOwn(found, part);
  return found;
}
