import { ActionIcon, Group, NativeSelect, Stack } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { DocumentPath } from '../document/contract.ts';
import { valueAt } from '../document/path.ts';
import type { InputProps } from '../schema-form/contract.ts';
import { isMapping } from '../schema-form/fits.ts';
import { useFormTools } from '../schema-form/form-context.ts';
import { memoByPath } from '../schema-form/memo-by-path.ts';
import { PartProblems } from '../schema-form/problems.tsx';
import { SchemaInput } from '../schema-form/schema-input.tsx';
import { useTyped } from '../schema-form/use-typed.ts';
import { type FieldFacts, openField } from './catalog-index.ts';
import { useCatalogIndex } from './conditions-context.ts';
import { testsIn } from './tree.ts';
import { changeOperator } from './tree-edits.ts';

/** The tests on one field: an operator with its arguments in each line; all of them must hold. */
export const TestsOf = memoByPath(function TestsOf({
  path,
  value,
  field,
}: {
  readonly path: DocumentPath;
  readonly value: unknown;
  readonly field: FieldFacts;
}) {
  const tests = testsIn(value);
  return (
    <Stack gap={6} flex={1} miw={0}>
      {tests.map(([operator, args], i) => (
        <TestOf
          // By its place: who changes the operator by keyboard keeps the keys on it.
          key={PLACES[i] ?? operator}
          path={path}
          value={value}
          field={field}
          place={i}
          operator={operator}
          args={args}
          isOne={tests.length === 1}
        />
      ))}
    </Stack>
  );
});

const PLACES = ['first', 'second', 'third', 'fourth', 'fifth'];

function TestOf({
  path,
  value,
  field,
  place,
  operator: name,
  args,
  isOne,
}: {
  readonly path: DocumentPath;
  readonly value: unknown;
  readonly field: FieldFacts;
  /** Which of the tests on its field it is. */
  readonly place: number;
  readonly operator: string;
  readonly args: unknown;
  readonly isOne: boolean;
}) {
  const t = useTranslations('builder');
  const { edit, valueNow } = useFormTools();
  const index = useCatalogIndex();
  const operator = index.operatorOf(name);
  const allowed = index.operatorsFor(field);
  const here = isMapping(value) ? [...path, name] : path;
  const isKnown = operator !== undefined && allowed.includes(operator);
  const change = (next: string) => {
    const to = index.operatorOf(next);
    // Whoever goes through the operators by arrows is ahead of what is shown.
    const now = valueAt(valueNow(), path);
    const [from] = testsIn(now)[place] ?? [name];
    if (to) edit(...changeOperator(path, now, from, to, index.argumentsOf(to, field)));
  };
  const [chosen, choose] = useTyped(name, change);
  return (
    <div>
      <Group gap={6} align="flex-start">
        <NativeSelect
          size="xs"
          aria-label={t('operatorOf', { name: field.title })}
          value={chosen}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
          data={[
            ...(isKnown ? [] : [{ value: name, label: name }]),
            ...allowed.map((one) => ({ value: one.name, label: one.title })),
          ]}
          error={!isKnown}
        />
        <div className="test-arguments">
          {operator ? (
            <SchemaInput
              schema={index.argumentsOf(operator, field)}
              value={args}
              path={here}
              label={`${field.title} ${operator.title}`}
              isInline
            />
          ) : (
            <SchemaInput schema={UNKNOWN} value={args} path={here} label={name} isInline />
          )}
        </div>
        {!isOne && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('removeNamed', { name: `${field.title} ${operator?.title ?? name}` })}
            onClick={() => edit({ do: 'remove', path: here })}
          >
            <IconX size={14} />
          </ActionIcon>
        )}
      </Group>
      {!operator && <PartProblems path={here} />}
    </div>
  );
}

/** The arguments of an operator that there is not: text. */
const UNKNOWN = { kind: 'stranger' };

const NUMBER = openField('', 'number');

/** A test that stands in the arguments of an operator: on a count, or a sum. */
export function NestedTest({ path, value, schema, label }: InputProps) {
  return <TestsOf path={path} value={value ?? 0} field={{ ...NUMBER, title: label ?? schema.title ?? '' }} />;
}
