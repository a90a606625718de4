import type { TrackedPast } from '../changes/contract.ts';
import { changeReader, markKeyOf } from '../changes/read.ts';
import type { Condition, Moment, Test, When } from '../contract.ts';
import type { NestedInMoment } from '../wakers/contract.ts';
import type { Holds, Reading, Scope } from './contract.ts';
import { join, leaf } from './logic.ts';
import { nestedIn, nestedInMoment, type Spot } from './read.ts';

/**
 * Compiles a checked `when`. With `unknownIsNo` each condition that is unknown counts as no, so the answer is never
 * unknown. Throws when it was not checked with the same vocabulary.
 */
export function compileWhen(when: When, scope: Scope<Moment>, unknownIsNo: boolean): Holds<Moment> {
  const compileAll = (parts: readonly When[]) => parts.map((part) => compileWhen(part, scope, unknownIsNo));
  if ('all' in when) return join('all', compileAll(when.all));
  if ('any' in when) return join('any', compileAll(when.any));
  if ('none' in when) return join('none', compileAll(when.none));
  const { read, test } = compileCondition(when, scope);
  return leaf(read, unknownIsNo ? (value, now) => test(value, now) === true : test);
}

/** One condition, ready to run; `tracked` where it needs to know what was. */
export interface CompiledCondition {
  readonly read: (moment: Moment) => unknown;
  readonly test: Test;
  readonly tracked?: TrackedPast;
}

/** One condition, ready to run. Throws when it was not checked. */
export function compileCondition({ field, operator: name, args }: Condition, scope: Scope<Moment>): CompiledCondition {
  const resolved = scope.resolve(field);
  const operator = scope.operators.get(name);
  if (!resolved || !operator) throw new Error(`condition '${field}: ${name}' was not checked before it was compiled`);
  const nested = nestedIn(scope.operators, checkSpot(`${field}.${name}`));
  const test = operator.compile(args, nested);
  const { read, kept } = resolved;
  const keepMessagesMs = operator.keepsMessagesMs?.(args);
  if (keepMessagesMs !== undefined) return { read, test, tracked: { keepMessagesMs } };
  if (!operator.about || !kept) return { read, test };
  const tracker = operator.tracker?.(args, nested);
  const tracked = tracker ? { kept, tracker, markKey: markKeyOf(field, tracker.key) } : { kept };
  return { read: changeReader(operator.about, read, tracked), test, tracked };
}

/** Returns the memories that a checked `when` needs. */
export function tracksOf(when: When, scope: Scope<Moment>): readonly TrackedPast[] {
  if ('all' in when) return when.all.flatMap((part) => tracksOf(part, scope));
  if ('any' in when) return when.any.flatMap((part) => tracksOf(part, scope));
  if ('none' in when) return when.none.flatMap((part) => tracksOf(part, scope));
  const { tracked } = compileCondition(when, scope);
  return tracked ? [tracked] : NONE;
}

const NONE: readonly TrackedPast[] = Object.freeze([]);

/** For a waker's arguments that were checked before: throws at a problem. */
export function checkNested(scope: Scope<Moment>, path: string): NestedInMoment {
  return nestedInMoment(scope, checkSpot(path));
}

function checkSpot(path: string): Spot {
  const reading: Reading = {
    // Counted, and refused where it must be, when it was checked.
    conditions: Number.NEGATIVE_INFINITY,
    isPublished: true,
    report(where, expected) {
      throw new Error(`${where} was not checked before it was compiled: expected ${expected}`);
    },
  };
  return { path, depth: 1, reading };
}
