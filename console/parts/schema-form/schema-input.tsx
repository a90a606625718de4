import { useContext } from 'react';
import { OneOf, OneThing, SeenName, SeveralOf, SeveralValues } from './choice-inputs.tsx';
import type { Input, InputProps, Schema } from './contract.ts';
import { fits } from './fits.ts';
import { InputsContext } from './form-context.ts';
import { AlternativeOf, ListOf, TupleOf } from './list-inputs.tsx';
import { memoByPath } from './memo-by-path.ts';
import { ObjectOf } from './object-input.tsx';
import { PlacesOf } from './places-input.tsx';
import { RawOf } from './raw-input.tsx';
import { RecordOf } from './record-input.tsx';
import { DurationOf, NumberOf, OpenScalarOf, PercentOf, TextOf, TimeOf, YesNoOf } from './scalar-inputs.tsx';

/** The inputs of kinds that need more than their type says. */
const BY_KIND: Readonly<Record<string, Input>> = {
  duration: DurationOf,
  percent: PercentOf,
  places: PlacesOf,
  place: OneThing,
  template: OneThing,
  trigger: OneThing,
  segment: OneThing,
  channel: OneThing,
  purpose: OneThing,
  tag: OneThing,
  'signal-kind': OneThing,
  'event-name': SeenName,
  'event-property': SeenName,
  'time-of-day': TimeOf,
};

/**
 * Draws one part of a document by its schema alone: a new argument of a new operator appears without a change here. A
 * part that its schema does not allow is shown as text in its place.
 */
export const SchemaInput = memoByPath(function SchemaInput(props: InputProps) {
  const others = useContext(InputsContext);
  const { schema } = props;
  const value = props.value === undefined ? schema.default : props.value;
  if (value !== undefined && !fits(schema, value)) return <RawOf {...props} />;
  const Kind = others[schema.kind ?? ''] ?? inputFor(schema);
  return <Kind {...props} value={value} />;
});

/** The input that a schema asks for by its kind, else by its type. */
export function inputFor(schema: Schema): Input {
  const byKind = schema.type === 'array' || schema.type === 'number' ? undefined : BY_KIND[schema.kind ?? ''];
  if (byKind) return byKind;
  if (schema.const !== undefined) return Nothing;
  if (schema.enum) return OneOf;
  if (schema.kind === 'value') return schema.anyOf ? OpenScalarOf : inputFor({ ...schema, kind: '' });
  if (schema.anyOf) return AlternativeOf;
  switch (schema.type) {
    case 'array':
      return listInputFor(schema);
    case 'object':
      if (schema.properties) return ObjectOf;
      return schema.propertyNames && isDrawable(schema.additionalProperties) ? RecordOf : RawOf;
    case 'number':
    case 'integer':
      return NumberOf;
    case 'boolean':
      return YesNoOf;
    case 'string':
      return TextOf;
    default:
      return RawOf;
  }
}

/** Members of which nothing is said are text. */
function isDrawable(member: Schema['additionalProperties']): boolean {
  return typeof member === 'object' && Object.keys(member).length > 0;
}

function listInputFor({ items, prefixItems }: Schema): Input {
  if (prefixItems) return TupleOf;
  if (!items) return RawOf;
  if (items.enum) return SeveralOf;
  const input = inputFor(items);
  if (input === OneThing) return SeveralOf;
  return input === TextOf || input === OpenScalarOf || input === SeenName || input === NumberOf
    ? SeveralValues
    : ListOf;
}

/** A part that says all by being there. */
function Nothing() {
  return null;
}
