import { Group, Input, NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { InputProps } from './contract.ts';
import { DURATION_UNITS, durationParts } from './duration-parts.ts';
import { useFormTools } from './form-context.ts';
import { useControl } from './input-props.ts';
import { readOpenScalar, writeOpenScalar } from './open-scalar.ts';
import { useTyped } from './use-typed.ts';

/** A text. */
export function TextOf(props: InputProps) {
  const { edit } = useFormTools();
  const { path, value, isInline, schema } = props;
  const [typed, type] = useTyped(typeof value === 'string' ? value : '', (next) =>
    edit({ do: 'set', path, value: next }),
  );
  return (
    <TextInput
      {...useControl(props)}
      value={typed}
      placeholder={hintOf(schema.examples)}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      {...(isInline && { w: 170 })}
    />
  );
}

/** A time of day, as the browser lets one type it. */
export function TimeOf(props: InputProps) {
  const { edit } = useFormTools();
  const { path, value } = props;
  const [typed, type] = useTyped(typeof value === 'string' ? value : '', (next) =>
    edit({ do: 'set', path, value: next }),
  );
  return (
    <TextInput
      {...useControl(props)}
      type="time"
      value={typed}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      w={112}
    />
  );
}

/** A number, with its unit behind it. */
export function NumberOf(props: InputProps) {
  const { edit } = useFormTools();
  const { path, value, schema, isInline } = props;
  const [typed, type] = useTyped<number | string>(typeof value === 'number' ? value : '', (next) => {
    if (typeof next === 'number') edit({ do: 'set', path, value: next });
  });
  const { unit = '' } = schema;
  return (
    <NumberInput
      {...useControl(props)}
      value={typed}
      onChange={type}
      hideControls
      allowDecimal={schema.type !== 'integer'}
      {...(unit !== '' && {
        rightSection: <span className="input-unit">{unit}</span>,
        rightSectionWidth: 18 + unit.length * 8,
      })}
      {...widthOf(isInline ? 92 + unit.length * 8 : 180)}
    />
  );
}

/** A number and its unit; what is written otherwise (`1h30m`) stays a text. */
export function DurationOf(props: InputProps) {
  const t = useTranslations('builder');
  const { edit } = useFormTools();
  const { path, value } = props;
  const control = useControl(props);
  const parts = durationParts(value ?? '1h');
  const [typed, type] = useTyped<number | string>(parts?.count ?? '', (next) => {
    if (typeof next === 'number') edit({ do: 'set', path, value: `${next}${parts?.unit ?? 'm'}` });
  });
  if (!parts) return <TextOf {...props} />;
  const { label, description, error, size, ...named } = control;
  const name = label ?? named['aria-label'] ?? '';
  return (
    <Input.Wrapper label={label} description={description} error={error} size={size} labelElement="div">
      <Group gap={4} wrap="nowrap" mt={description === undefined ? 0 : 4}>
        <NumberInput
          {...named}
          aria-label={name}
          size={size}
          error={error !== undefined}
          value={value === undefined ? '' : typed}
          onChange={type}
          min={0}
          max={999_999}
          allowDecimal={false}
          hideControls
          w={76}
        />
        <NativeSelect
          aria-label={`${name} ${t('unit')}`.trim()}
          size={size}
          value={parts.unit}
          onChange={({ currentTarget }) => edit({ do: 'set', path, value: `${parts.count}${currentTarget.value}` })}
          data={DURATION_UNITS.map((unit) => ({ value: unit, label: t(`units.${unit}`, { count: parts.count }) }))}
        />
      </Group>
    </Input.Wrapper>
  );
}

/** A share, written `10%`. */
export function PercentOf(props: InputProps) {
  const { edit } = useFormTools();
  const { path, value } = props;
  const share = typeof value === 'string' && value.endsWith('%') ? Number(value.slice(0, -1)) : Number.NaN;
  const [typed, type] = useTyped<number | string>(Number.isFinite(share) ? share : '', (next) => {
    if (typeof next === 'number') edit({ do: 'set', path, value: `${next}%` });
  });
  const control = useControl(props);
  if (value !== undefined && !Number.isFinite(share)) return <TextOf {...props} />;
  return (
    <NumberInput
      {...control}
      value={typed}
      onChange={type}
      hideControls
      rightSection={<span className="input-unit">%</span>}
      {...widthOf(props.isInline ? 92 : 120)}
    />
  );
}

/** Yes or no: a switch, or two words in a line of text. */
export function YesNoOf(props: InputProps) {
  const t = useTranslations('builder');
  const { edit } = useFormTools();
  const { path, value, schema, isInline } = props;
  const control = useControl(props);
  const [chosen, choose] = useTyped(String(value ?? ''), (next) => edit({ do: 'set', path, value: next === 'true' }));
  if (isInline) {
    return (
      <NativeSelect
        {...control}
        value={chosen}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        data={(['true', 'false'] as const).map((one) => ({ value: one, label: schema.titles?.[one] ?? t(one) }))}
      />
    );
  }
  return (
    <Switch
      {...control}
      checked={chosen === 'true'}
      onChange={({ currentTarget }) => choose(String(currentTarget.checked))}
    />
  );
}

/** A value of no fixed type. */
export function OpenScalarOf(props: InputProps) {
  const { edit } = useFormTools();
  const { path, value, isInline, schema } = props;
  const [typed, type] = useTyped(writeOpenScalar(value), (next) =>
    edit({ do: 'set', path, value: readOpenScalar(next) }),
  );
  return (
    <TextInput
      {...useControl(props)}
      value={typed}
      placeholder={hintOf(schema.examples)}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      {...(isInline && { w: 170 })}
    />
  );
}

/** The field is as wide as its values; what is said about it has all the room. */
function widthOf(width: number) {
  return { styles: { wrapper: { width } } };
}

function hintOf([example]: readonly unknown[] = []): string {
  return typeof example === 'string' || typeof example === 'number' ? String(example) : '';
}
