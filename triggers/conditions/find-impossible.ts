import type { FieldShape, Test } from '../contract.ts';
import type { Operator } from '../operators/contract.ts';
import { expectedOne } from '../problems/nearest.ts';
import { expectedAmong } from '../problems/references.ts';
import type { References } from './contract.ts';

/** One test on a field, compiled. */
export interface TestOnField {
  readonly operator: Operator;
  readonly args: unknown;
  readonly shape: FieldShape;
  readonly test: Test;
}

/** The expectation, and its place in the arguments. */
export interface Impossible {
  readonly at: string;
  readonly expected: string;
}

const THINGS = {
  places: 'the id of a place',
  tags: 'a tag that a place has',
  channels: 'a channel',
  kinds: 'a kind of signal',
} as const;

/**
 * Finds what a test asks for that the field can never be: a value that is not in its closed list, or a pattern that
 * none of the list meets. A place, tag or channel must be one of the workspace's, as far as those are known.
 */
export function findImpossible(
  { operator, args, shape: { type, values }, test }: TestOnField,
  references: References = {},
): readonly Impossible[] {
  if (values === undefined) return NONE;
  const compared = operator.compares?.(args);
  if (!isList(values)) {
    return (compared ?? NONE).flatMap((value, i) =>
      impossible(
        args,
        i,
        typeof value === 'string' ? expectedAmong(THINGS[values.of], value, references[values.of]) : undefined,
      ),
    );
  }
  if (compared) {
    return compared.flatMap((value, i) =>
      impossible(
        args,
        i,
        values.includes(value as string) ? undefined : expectedOne(`one of ${values.join(', ')}`, `${value}`, values),
      ),
    );
  }
  if (type !== 'string' || operator.about !== undefined || operator.reads.includes('any')) return NONE;
  const isMet = values.some((value) => test(value, { at: 0, zone: 'UTC' }) === true);
  return isMet ? NONE : [{ at: '', expected: `what one of ${values.join(', ')} meets` }];
}

const NONE: readonly never[] = Object.freeze([]);

function impossible(args: unknown, index: number, expected: string | undefined): readonly Impossible[] {
  return expected === undefined ? NONE : [{ at: Array.isArray(args) ? `[${index}]` : '', expected }];
}

function isList(values: NonNullable<FieldShape['values']>): values is readonly string[] {
  return Array.isArray(values);
}
