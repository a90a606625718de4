import { propertyReader } from '../arguments/properties.ts';
import type { ValueLocation } from '../changes/contract.ts';
import { hasPast } from '../changes/read.ts';
import type { Condition, FieldType, Moment, Need, When } from '../contract.ts';
import type { Nested, Operator } from '../operators/contract.ts';
import { expectedOne } from '../problems/nearest.ts';
import { problemsIn } from '../problems/problem-path.ts';
import { expectedAmong } from '../problems/references.ts';
import type { NestedInMoment } from '../wakers/contract.ts';
import { type CheckedConditions, CONDITION_LIMITS, type Reading, type Resolved, type Scope } from './contract.ts';
import { findImpossible } from './find-impossible.ts';
import { group, isGroup, joinAsWritten, MOST_ALTERNATIVES } from './groups.ts';
import { leaf } from './logic.ts';
import { collectNeeds } from './needs.ts';
import { detailsScope, itemScope, valueScope } from './scopes.ts';

/**
 * Reads `when` as people write it; nothing at all holds always. Reports every problem; what comes back counts only
 * without one.
 */
export function readWhen(source: unknown, scope: Scope<Moment>, reading: Reading, path = 'when'): When {
  if (source === undefined) return { all: [] };
  return readMapping(source, scope, { path, depth: 1, reading }).when;
}

/** How an operator or waker compiles what stands inside its own arguments. */
export function nestedIn(operators: ReadonlyMap<string, Operator>, spot: Spot): Nested {
  const { path, reading } = spot;
  return {
    test: (source, type, at) => readTests('', source, valueScope(operators, type), enterSpot(spot, at)).holds,
    where: (source, at) => readMapping(source, itemScope(operators), enterSpot(spot, at)).holds,
    name(kind, name, at) {
      const expected = expectedAmong(`a ${kind} of the workspace`, name, reading.references?.[`${kind}s`]);
      if (expected !== undefined) reading.report(path + at, expected);
    },
  };
}

function enterSpot({ path, depth, reading }: Spot, at: string): Spot {
  return { path: path + at, depth: depth + 1, reading };
}

/** The same for a waker, which may also name fields of the moment. */
export function nestedInMoment(scope: Scope<Moment>, spot: Spot): NestedInMoment {
  return {
    ...nestedIn(scope.operators, spot),
    where(source, at, kind) {
      const members = kind === undefined || spot.reading.isPublished ? undefined : scope.members?.(kind);
      const inside = members ? detailsScope(scope.operators, members) : itemScope(scope.operators);
      return readMapping(source, inside, enterSpot(spot, at)).holds;
    },
    field(name, at) {
      const resolved = scope.resolve(name);
      if (!resolved) refuse({ ...spot, path: spot.path + at }, expectedField(name, scope));
      const expected = resolved && expectedMember(resolved, spot);
      if (expected !== undefined) refuse({ ...spot, path: spot.path + at }, expected);
      return resolved ? { type: resolved.shape.type, read: resolved.read } : { type: 'any', read: () => undefined };
    },
    needs(where, of) {
      // Its problems are reported when it is compiled.
      const reading: Reading = { conditions: 0, report: () => {} };
      const { when } = readMapping(where, itemScope(scope.operators), { ...spot, reading });
      const needs: Need[] = [];
      const readOf = (name: string) => {
        const read = propertyReader(name);
        return { name: `said ${name}`, read: (moment: Moment) => read(of(moment)) };
      };
      collectNeeds(when, scope.operators, readOf, needs);
      return needs;
    },
    refuse: (at, expected) => void refuse({ ...spot, path: spot.path + at }, expected),
  };
}

/** Where in a document a reader is. */
export interface Spot {
  readonly path: string;
  readonly depth: number;
  readonly reading: Reading;
}

function readMapping<S>(source: unknown, scope: Scope<S>, spot: Spot): CheckedConditions<S> {
  if (spot.depth > CONDITION_LIMITS.depth)
    return refuse(spot, `at most ${CONDITION_LIMITS.depth} levels of conditions`);
  if (!isMapping(source)) return refuse(spot, 'conditions such as { all: [ … ] } or { device.form: phone }');
  const keys = Object.keys(source);
  if (keys.length === 0) return refuse(spot, 'at least one condition');
  return group(
    'all',
    readEach(keys, spot, (key) => readEntry(key, source[key], scope, spot)),
  );
}

function readEntry<S>(key: string, value: unknown, scope: Scope<S>, spot: Spot): CheckedConditions<S> {
  const here = { ...spot, path: `${spot.path}.${key}` };
  if (!isGroup(key)) return readTests(key, value, scope, here);
  if (!Array.isArray(value) || value.length === 0) return refuse(here, 'a list of at least one condition');
  if (key === 'exactly-one' && value.length > MOST_ALTERNATIVES)
    return refuse(here, `a list of at most ${MOST_ALTERNATIVES} conditions`);
  const parts = readEach([...value.keys()], here, (i) =>
    readItem(value[i], scope, { ...here, path: `${here.path}[${i}]`, depth: spot.depth + 1 }),
  );
  return joinAsWritten(key, parts);
}

function readItem<S>(item: unknown, scope: Scope<S>, spot: Spot): CheckedConditions<S> {
  const isOne = !isMapping(item) || Object.keys(item).length <= 1;
  return isOne ? readMapping(item, scope, spot) : refuse(spot, 'one condition in each entry of the list');
}

/** The tests on one field: a scalar to equal, or operators that must all hold. */
function readTests<S>(field: string, source: unknown, scope: Scope<S>, spot: Spot): CheckedConditions<S> {
  const resolved = scope.resolve(field);
  if (!resolved) return refuse(spot, expectedField(field, scope));
  const expected = expectedMember(resolved, spot);
  if (expected !== undefined) return refuse(spot, expected);
  if (isScalar(source)) return readTest({ field, operator: 'equals', args: source }, resolved, scope, spot);
  if (Array.isArray(source)) return refuse(spot, 'an operator; for one of several values write { one-of: [ … ] }');
  if (!isMapping(source)) return refuse(spot, 'an operator such as { equals: … }');
  const operators = Object.keys(source);
  if (operators.length === 0) return refuse(spot, 'an operator such as { equals: … }');
  return group(
    'all',
    readEach(operators, spot, (operator) => {
      const path = spot.path === '' ? operator : `${spot.path}.${operator}`;
      return readTest({ field, operator, args: source[operator] }, resolved, scope, { ...spot, path });
    }),
  );
}

function readTest<S>(
  condition: Condition,
  { shape, read, kept }: Resolved<S>,
  scope: Scope<S>,
  spot: Spot,
): CheckedConditions<S> {
  const operator = scope.operators.get(condition.operator);
  if (!operator) return refuse(spot, expectedOne('an operator', condition.operator, scope.operators.keys()));
  if (!canRead(operator, shape.type))
    return refuse(
      spot,
      `an operator that reads ${shape.type.endsWith('s') ? shape.type : `a ${shape.type}`}: ${readersOf(shape.type, kept, scope)}`,
    );
  if (!hasPast(operator, kept)) return refuse(spot, NO_PAST);
  if (!isWithinLimit(spot)) return NOTHING;
  const args = (operator.argsFor?.(shape.type) ?? operator.args).safeParse(condition.args);
  if (!args.success) {
    for (const { path, expected } of problemsIn(args.error, spot.path)) spot.reading.report(path, expected);
    return NOTHING;
  }
  const test = operator.compile(condition.args, nestedIn(scope.operators, spot));
  if (!spot.reading.isPublished) {
    for (const { at, expected } of findImpossible(
      { operator, args: condition.args, shape, test },
      spot.reading.references,
    ))
      spot.reading.report(spot.path + at, expected);
  }
  spot.reading.paths?.set(condition, spot.path);
  return { when: condition, holds: leaf(read, test) };
}

/** Stops where the definition has more conditions than it may: what comes after is not looked at. */
function readEach<K, S>(
  keys: readonly K[],
  { reading }: Spot,
  readOne: (key: K) => CheckedConditions<S>,
): readonly CheckedConditions<S>[] {
  const parts: CheckedConditions<S>[] = [];
  for (const key of keys) {
    if (reading.conditions > CONDITION_LIMITS.conditions) break;
    parts.push(readOne(key));
  }
  return parts;
}

function isWithinLimit({ path, reading }: Spot): boolean {
  reading.conditions++;
  if (reading.conditions === CONDITION_LIMITS.conditions + 1) {
    reading.report(path, `at most ${CONDITION_LIMITS.conditions} conditions`);
  }
  return reading.conditions <= CONDITION_LIMITS.conditions;
}

function expectedMember<S>(resolved: Resolved<S>, { reading }: Spot): string | undefined {
  return reading.isPublished ? undefined : resolved.expects?.(reading.references ?? {});
}

function expectedField<S>(name: string, scope: Scope<S>): string {
  return expectedOne('a field', name, namesLike(name, scope.names));
}

/** The names there are; a family as it would be with the rest of this name. */
function namesLike(name: string, names: readonly string[]): readonly string[] {
  const segments = name.split('.');
  return names.map((known) => {
    if (!known.endsWith('.*')) return known;
    const family = known.split('.').slice(0, -1);
    return [...family, ...segments.slice(family.length)].join('.');
  });
}

function canRead({ reads }: Operator, type: FieldType): boolean {
  // What happened is no value: the operators for any value say nothing about it.
  if (type === 'events' || type === 'messages') return reads.includes(type);
  return type === 'any' || reads.includes(type) || reads.includes('any');
}

function readersOf<S>(type: FieldType, kept: ValueLocation | undefined, { operators }: Scope<S>): string {
  const readers = [...operators.values()].filter((operator) => canRead(operator, type) && hasPast(operator, kept));
  return readers.map(({ name }) => name).join(', ');
}

/** Takes note of a problem and goes on with something that is never known. */
function refuse(spot: Spot, expected: string): CheckedConditions<unknown> {
  if (isWithinLimit(spot)) spot.reading.report(spot.path, expected);
  return NOTHING;
}

const NO_PAST =
  'a value that signals keep, such as cart.value or device.battery: what is worked out anew, or belongs to one event, has no past';

const NOTHING: CheckedConditions<unknown> = { when: { all: [] }, holds: () => undefined };

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
