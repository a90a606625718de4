import type { Condition, Moment, Test, When } from '../contract.ts';
import type { NestedInMoment } from '../wakers/contract.ts';
import type { Holds, Reading, Scope } from './contract.ts';
import { join, leaf } from './logic.ts';
import { nestedIn, nestedInMoment, type Spot } from './read.ts';

/**
 * Compiles a checked `when`. With `unknownIsNo` each condition that is unknown counts as no, so the answer is never unknown.
 * Throws when it was not checked with the same vocabulary.
 */
export function compileWhen(when: When, scope: Scope<Moment>, unknownIsNo: boolean): Holds<Moment> {
  const compileAll = (parts: readonly When[]) => parts.map((part) => compileWhen(part, scope, unknownIsNo));
  if ('all' in when) return join('all', compileAll(when.all));
  if ('any' in when) return join('any', compileAll(when.any));
  if ('none' in when) return join('none', compileAll(when.none));
  const { read, test } = compileCondition(when, scope);
  return leaf(read, unknownIsNo ? (value, now) => test(value, now) === true : test);
}

/** One condition, ready to run. */
export function compileCondition(
  { field, operator: name, args }: Condition,
  scope: Scope<Moment>,
): { read: (moment: Moment) => unknown; test: Test } {
  const resolved = scope.resolve(field);
  const operator = scope.operators.get(name);
  if (!resolved || !operator) throw new Error(`condition '${field}: ${name}' was not checked before it was compiled`);
  return {
    read: resolved.read,
    test: operator.compile(args, nestedIn(scope.operators, checkedSpot(`${field}.${name}`))),
  };
}

/** For a waker's arguments that were checked before: throws at a problem. */
export function checkedNested(scope: Scope<Moment>, path: string): NestedInMoment {
  return nestedInMoment(scope, checkedSpot(path));
}

function checkedSpot(path: string): Spot {
  const reading: Reading = {
    conditions: 0,
    report(where, expected) {
      throw new Error(`${where} was not checked before it was compiled: expected ${expected}`);
    },
  };
  return { path, depth: 1, reading };
}
