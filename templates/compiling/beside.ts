import type { Compiling } from './compiling.ts';
import { compilePath } from './path.ts';
import { outerScope, type Value } from './scope.ts';

/**
 * Finds the value of a name that stands beside the first value that is known of those in an expression: in the group it
 * is read from, in the groups around that, or beside the list that a block goes through. `cart.currency` is beside
 * `cart.value`, and beside the price of an item of `cart.items`. What stands in no group has nothing beside it.
 */
export function compileBeside(node: hbs.AST.Expression, name: string, compiling: Compiling): Value {
  // What is wrong with a path is said where the path stands.
  const quiet = { ...compiling, problems: [] };
  const sources = pathsIn(node).map((path) => ({
    value: compilePath(path, quiet),
    beside: placesBeside(path, name, quiet),
  }));
  return (scope, run) => {
    const known = sources.find(({ value }) => isKnown(value(scope, run)));
    for (const value of known?.beside ?? []) {
      const found = value(scope, run);
      if (isKnown(found)) return found;
    }
    return undefined;
  };
}

function pathsIn(node: hbs.AST.Expression): readonly hbs.AST.PathExpression[] {
  if (node.type === 'SubExpression') return (node as hbs.AST.SubExpression).params.flatMap(pathsIn);
  if (node.type !== 'PathExpression') return [];
  const path = node as hbs.AST.PathExpression;
  return path.data && path.parts[0] !== 'root' ? [] : [path];
}

/** The nearest first. */
function placesBeside(path: hbs.AST.PathExpression, name: string, compiling: Compiling): readonly Value[] {
  const { levels } = compiling;
  const { parts, depth, data } = path;
  const named = depth === 0 && !data ? levels.findLastIndex(({ names }) => names.includes(parts[0] ?? '')) : -1;
  const level = data ? -1 : named >= 0 ? named : levels.length - 1 - depth;
  // `@root`, the name of an item and what stands in no block begin with what is no group that the value stands in.
  const fewest = (named >= 0 || level < 0 ? 1 : 0) + (data ? 1 : 0);
  const inside: Value[] = [];
  for (let kept = parts.length - 1; kept >= fewest; kept--) {
    inside.push(compilePath({ ...path, parts: [...parts.slice(0, kept), name] }, compiling));
  }
  const around = levels[level]?.path;
  if (!around) return inside;
  const outer = placesBeside(around, name, { ...compiling, levels: levels.slice(0, level) });
  const out = levels.length - level;
  return [
    ...inside,
    ...outer.map(
      (value): Value =>
        (scope, run) =>
          value(outerScope(scope, out), run),
    ),
  ];
}

function isKnown(value: unknown): boolean {
  return value !== undefined && value !== null;
}
