import { compileCondition } from '../conditions/compile.ts';
import type { Scope } from '../conditions/contract.ts';
import type { Answer, FieldType, Moment, Now, Test } from '../contract.ts';
import type { Hint } from '../match-index/contract.ts';
import type { Operator } from '../operators/contract.ts';
import type { Literal } from './branches.ts';

/** A literal with what is needed to try values on it. */
interface Tried {
  readonly literal: Literal;
  readonly test: Test;
  readonly hint: Hint | undefined;
  /** Its answer for a value does not depend on the time, and the value is all it reads. */
  readonly isPlain: boolean;
  /** It says nothing of a value that is not there. */
  readonly needsValue: boolean;
}

const NOW: Now = { at: 0, zone: 'UTC' };

/**
 * Looks for a value of one field with which all literals on it come out as wanted. False: there is none, whatever else
 * is true. True also where that cannot be told.
 */
export function canAgree(literals: readonly Literal[], vocabulary: Scope<Moment>, unknownIsNo: boolean): boolean {
  const [first] = literals;
  const type = first && vocabulary.resolve(first.condition.field)?.shape.type;
  if (type === undefined) return true;
  const tried = literals.map((literal) => tryLiteral(literal, vocabulary));
  const isListed =
    type === 'time' || type === 'boolean' || tried.some(({ hint, literal }) => literal.wanted && isList(hint));
  const candidates = candidatesOf(type, tried);
  return candidates.some((value) => tried.every((one) => isFit(one, value, isListed, unknownIsNo)));
}

function tryLiteral(literal: Literal, vocabulary: Scope<Moment>): Tried {
  const { condition } = literal;
  const operator = vocabulary.operators.get(condition.operator)!;
  const { test } = compileCondition(condition, vocabulary);
  const isPlain = operator.about === undefined && !isOfTime(operator, condition.args);
  return {
    literal,
    test,
    hint: isPlain ? operator.hint?.(condition.args) : undefined,
    isPlain,
    needsValue: operator.about === undefined && test(undefined, NOW) === undefined,
  };
}

/** Dates are compared with the time; times of day, numbers and texts are not. */
function isOfTime({ reads }: Operator, args: unknown): boolean {
  if (!reads.includes('date')) return false;
  const bounds = Array.isArray(args) ? args : [args];
  return !bounds.every(
    (bound) => typeof bound === 'number' || (typeof bound === 'string' && /^\d\d:\d\d$/.test(bound)),
  );
}

function isFit(
  { literal, test, hint, isPlain, needsValue }: Tried,
  value: unknown,
  isListed: boolean,
  unknownIsNo: boolean,
) {
  const { wanted } = literal;
  if (value === undefined && needsValue) return !wanted && unknownIsNo;
  // Only where every value was thought of, or the answer hangs on values that were, can it be told.
  if (!isPlain || (!isListed && hint === undefined && needsValue)) return true;
  return comesOut(test(value, NOW), wanted, unknownIsNo);
}

function comesOut(answer: Answer, wanted: boolean, unknownIsNo: boolean): boolean {
  if (wanted) return answer === true;
  return answer === false || (answer === undefined && unknownIsNo);
}

/** One value of each sort that the literals tell apart. */
function candidatesOf(type: FieldType, tried: readonly Tried[]): readonly unknown[] {
  const hints = tried.flatMap(({ hint }) => hint ?? []);
  const listed = hints.flatMap((hint) => ('oneOf' in hint ? hint.oneOf : 'noneOf' in hint ? hint.noneOf : []));
  const bounds = hints.flatMap((hint) =>
    'oneOf' in hint || 'noneOf' in hint ? [] : [hint.from, hint.above, hint.to, hint.below],
  );
  const numbers = [...bounds, ...listed].filter((one) => typeof one === 'number').sort((a, b) => a - b);
  const between = numbers.flatMap((one, i) => (i === 0 ? [] : [(numbers[i - 1]! + one) / 2]));
  const outside = [-Number.MAX_VALUE, 0, Number.MAX_VALUE];
  const other = `${listed.join('')}~`;
  const times = type === 'time' ? TIMES : [];
  return [undefined, ...listed, ...numbers, ...between, ...outside, other, true, false, ...times, SOMETHING];
}

/** A value that no literal has in mind: an object, a list. */
const SOMETHING: readonly unknown[] = Object.freeze([]);
const TIMES = Array.from({ length: 1_440 }, (_, minute) => {
  const pad = (number: number) => String(number).padStart(2, '0');
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
});

function isList(hint: Hint | undefined): boolean {
  return hint !== undefined && 'oneOf' in hint;
}
