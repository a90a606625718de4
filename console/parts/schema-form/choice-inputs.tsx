import { Autocomplete, MultiSelect, NativeSelect, Select, TagsInput } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { valueAt } from '../document/path.ts';
import type { Choice, InputProps, Schema } from './contract.ts';
import { useChoices, useFormTools } from './form-context.ts';
import { useControl } from './input-props.ts';
import { mergeChosen } from './merge-chosen.ts';
import { readOpenScalar, writeOpenScalar } from './open-scalar.ts';
import { useTyped } from './use-typed.ts';

/** Things that a list offers at once; searching finds the others. */
const MOST_OFFERED = 60;

/** One of a closed list of values. One that is not among them is shown all the same. */
export function OneOf(props: InputProps) {
  const { edit } = useFormTools();
  const { path, value, schema } = props;
  const [chosen, choose] = useTyped(value === undefined ? '' : String(value), (next) =>
    edit({ do: 'set', path, value: readAs(schema, next) }),
  );
  const choices = withValue(choicesOf(schema), value === undefined ? [] : [String(value)]);
  return (
    <NativeSelect
      {...useControl(props)}
      value={chosen}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      data={value === undefined ? [{ value: '', label: '–' }, ...choices] : choices}
    />
  );
}

/** One thing that there is: a template, a trigger, a place. */
export function OneThing(props: InputProps) {
  const t = useTranslations('builder');
  const { edit } = useFormTools();
  const { path, value, schema, isInline } = props;
  const there = useChoices(schema.kind ?? '');
  const choices = useMemo(
    () => withValue(there, typeof value === 'string' && value !== '' ? [value] : []),
    [there, value],
  );
  return (
    <Select
      {...useControl(props)}
      value={typeof value === 'string' ? value : null}
      onChange={(next) => next !== null && edit({ do: 'set', path, value: next })}
      data={choices}
      searchable
      limit={MOST_OFFERED}
      placeholder={t('choose')}
      nothingFoundMessage={t('nothingFound')}
      {...(isInline && { w: 220 })}
    />
  );
}

/** A name that may be any text; those that were seen are offered. */
export function SeenName(props: InputProps) {
  const { edit } = useFormTools();
  const { path, value, schema, isInline } = props;
  const choices = useChoices(schema.kind ?? '');
  const [typed, type] = useTyped(typeof value === 'string' ? value : '', (next) =>
    edit({ do: 'set', path, value: next }),
  );
  return (
    <Autocomplete
      {...useControl(props)}
      value={typed}
      onChange={type}
      data={useMemo(() => choices.map((one) => one.value), [choices])}
      limit={MOST_OFFERED}
      {...(isInline && { w: 220 })}
    />
  );
}

/** Several of a closed list, or of the things that there are. */
export function SeveralOf(props: InputProps) {
  const t = useTranslations('builder');
  const { edit, valueNow } = useFormTools();
  const { path, value, schema, isInline } = props;
  const items = schema.items || {};
  const there = useChoices(items.kind ?? '');
  const chosen = useMemo(() => textsIn(value), [value]);
  const choose = (next: readonly string[]) => {
    const merged = mergeChosen(chosen, next, textsIn(valueAt(valueNow(), path)));
    edit({ do: 'set', path, value: merged.map((one) => readAs(items, one)) });
  };
  const choices = useMemo(() => withValue(items.enum ? choicesOf(items) : there, chosen), [items, there, chosen]);
  return (
    <MultiSelect
      {...useControl(props)}
      value={chosen}
      onChange={choose}
      data={choices}
      searchable
      limit={MOST_OFFERED}
      placeholder={chosen.length === 0 ? t('choose') : ''}
      nothingFoundMessage={t('nothingFound')}
      {...(isInline && { miw: 200, maw: 420 })}
    />
  );
}

/** Several values that one types: texts, or numbers. */
export function SeveralValues(props: InputProps) {
  const t = useTranslations('builder');
  const { edit } = useFormTools();
  const { path, value, schema, isInline } = props;
  const items = schema.items || {};
  const isText = items.type === 'string';
  const written = useMemo(
    () => (Array.isArray(value) ? value.map((one) => (isText ? String(one) : writeOpenScalar(one))) : []),
    [value, isText],
  );
  return (
    <TagsInput
      {...useControl(props)}
      value={written}
      onChange={(next) => edit({ do: 'set', path, value: next.map((one) => (isText ? one : readOpenScalar(one))) })}
      placeholder={written.length === 0 ? t('typeAndEnter') : ''}
      {...(isInline && { miw: 200, maw: 420 })}
    />
  );
}

/** The closed values of a schema, as people call them. */
export function choicesOf({ enum: values = [], titles = {} }: Schema): readonly Choice[] {
  return values.map((value) => ({ value: String(value), label: titles[String(value)] ?? String(value) }));
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function withValue(choices: readonly Choice[], values: readonly string[]): Choice[] {
  const known = new Set(choices.map(({ value }) => value));
  return [...choices, ...values.filter((value) => !known.has(value)).map((value) => ({ value, label: value }))];
}

function readAs({ enum: values = [] }: Schema, text: string): unknown {
  return values.find((value) => String(value) === text) ?? text;
}
