import type { ApiError } from '../../../engine/api/contract.ts';

type Problems = NonNullable<ApiError['problems']>;

/** What is wrong with a place, by the field that it is about. */
export interface FieldProblems {
  readonly name?: string;
  readonly id?: string;
  readonly metres?: string;
  readonly beacons?: string;
  readonly tags?: string;
  readonly attributes?: string;
  readonly shape?: string;
  readonly other: readonly string[];
}

const FIELDS: readonly (readonly [path: RegExp, field: Exclude<keyof FieldProblems, 'other'>])[] = [
  [/(^|\.)properties\.name$/, 'name'],
  [/(^|\.)properties\.id$/, 'id'],
  [/(^|\.)properties\.(radius|width)Metres/, 'metres'],
  [/(^|\.)properties\.(beacons|rssiAtLeast|silentSeconds)/, 'beacons'],
  [/(^|\.)properties\.tags/, 'tags'],
  [/(^|\.)properties\.attributes/, 'attributes'],
  [/(^|\.)geometry/, 'shape'],
];

/** Sorts problems to the fields of the form; of several about one field the first is shown there. */
export function problemsByField(problems: Problems): FieldProblems {
  const found: Partial<Record<keyof FieldProblems, string>> = {};
  const other: string[] = [];
  for (const { path, expected } of problems) {
    const field = FIELDS.find(([pattern]) => pattern.test(path))?.[1];
    if (field && found[field] === undefined) found[field] = expected;
    else if (!field) other.push(path === '' ? expected : `${path}: ${expected}`);
  }
  return { ...found, other } as FieldProblems;
}
