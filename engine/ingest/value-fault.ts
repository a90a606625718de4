import type { ErrorObject } from 'ajv';
import { ONE_LINE } from '../../triggers/arguments/one-line.ts';
import { nearest } from '../../triggers/problems/nearest.ts';

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};
const SHOWN_CHARS = 60;
/** The most names that are compared. A value with more was not misspelt by a person. */
const MOST_STRAYS = 16;

/** Returns the fault of a value that a validator refused: its path, the expectation and the value there. */
export function valueFault(errors: readonly ErrorObject[], root: string): string {
  // Of a union every branch reports: the one that got furthest is the one that was meant.
  const error = errors.reduce((best, next) => (depthOf(next) > depthOf(best) ? next : best));
  return `${pathOf(error, root)}: ${expectation(error, errors)}`;
}

function depthOf(error: ErrorObject): number {
  return error.instancePath.split('/').length + (error.keyword === 'required' ? 1 : 0);
}

function pathOf(error: ErrorObject, root: string): string {
  let path = root;
  for (const part of error.instancePath.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path += /^\d+$/.test(name) ? `[${name}]` : `.${name}`;
  }
  if (error.keyword === 'required') path += `.${error.params.missingProperty}`;
  if (error.keyword === 'additionalProperties') path += `.${error.params.additionalProperty}`;
  return path;
}

function expectation(error: ErrorObject, errors: readonly ErrorObject[]): string {
  const { keyword, params, data } = error;
  switch (keyword) {
    case 'required': {
      const stray = strayFor(String(params.missingProperty), error);
      return `is required${stray === undefined ? '' : `; '${stray}' is not known here, did you mean '${params.missingProperty}'?`}`;
    }
    case 'additionalProperties': {
      const near = nearest(String(params.additionalProperty), Object.keys(error.parentSchema?.properties ?? {}));
      return `is not known here${near ? `; did you mean '${near}'?` : ''}`;
    }
    case 'maxProperties':
      return `must have at most ${params.limit} properties, got ${Object.keys(data as object).length}`;
    case 'type': {
      const here = errors.filter((e) => e.keyword === 'type' && e.instancePath === error.instancePath);
      const types = here.flatMap((e) => e.params.type as string | string[]);
      return `must be ${[...new Set(types)].map((type) => TYPES[type] ?? type).join(' or ')}, got ${show(data)}`;
    }
    case 'enum': {
      const allowed = params.allowedValues as readonly unknown[];
      const near = typeof data === 'string' ? nearest(data, allowed.map(String)) : undefined;
      return `must be one of ${allowed.join(', ')}, got ${show(data)}${near ? `; did you mean '${near}'?` : ''}`;
    }
    case 'const':
      return `must be ${show(params.allowedValue)}, got ${show(data)}`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `must be ${params.comparison} ${params.limit}, got ${show(data)}`;
    case 'minLength':
      return `must have at least ${params.limit} characters, got ${show(data)}`;
    case 'maxLength':
      return `must have at most ${params.limit} characters, got ${String(data).length}`;
    case 'minItems':
      return `must have at least ${params.limit} items, got ${(data as unknown[]).length}`;
    case 'maxItems':
      return `must have at most ${params.limit} items, got ${(data as unknown[]).length}`;
    case 'pattern':
      if (params.pattern === ONE_LINE) return `must have no control characters, got ${show(data)}`;
      return `must have the form ${params.pattern}, got ${show(data)}`;
    default:
      return `${error.message ?? `fails ${keyword}`}, got ${show(data)}`;
  }
}

/** Returns an unknown name that was probably meant for the missing one. */
function strayFor(missing: string, { data, parentSchema }: ErrorObject): string | undefined {
  const known = Object.keys((parentSchema?.properties as object | undefined) ?? {});
  const strays = Object.keys(data as object).filter((name) => !known.includes(name));
  return strays
    .slice(0, MOST_STRAYS)
    .find((name) => nearest(name, known) === missing)
    ?.slice(0, SHOWN_CHARS);
}

/** Returns a value in few characters. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
}
