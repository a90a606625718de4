import { Box, Card, Group, NativeSelect, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useCatalogIndex } from '../../parts/conditions/conditions-context.ts';
import { ConditionsTree } from '../../parts/conditions/conditions-tree.tsx';
import { recordOf } from '../../parts/definitions.ts';
import type { UnreadableBlock } from '../../parts/document/contract.ts';
import { sayWithCode } from '../../parts/said-code.tsx';
import type { Schema } from '../../parts/schema-form/contract.ts';
import { firstValue } from '../../parts/schema-form/first-value.ts';
import { fits, isMapping } from '../../parts/schema-form/fits.ts';
import { useFormTools } from '../../parts/schema-form/form-context.ts';
import { PartProblems } from '../../parts/schema-form/problems.tsx';
import { RawOf } from '../../parts/schema-form/raw-input.tsx';
import { SchemaInput } from '../../parts/schema-form/schema-input.tsx';
import { UnreadableText } from '../../parts/schema-form/unreadable-text.tsx';
import { useTyped } from '../../parts/schema-form/use-typed.ts';

export interface BuildFormProps {
  readonly value: unknown;
  readonly unreadable: readonly UnreadableBlock[];
  /** The schema of a whole trigger. */
  readonly schema: Schema;
}

/** A trigger as four cards: when, if, how often, and which message. All of it is drawn from the engine's schemas. */
export const BuildForm = memo(function BuildForm({ value, unreadable, schema }: BuildFormProps) {
  const t = useTranslations('triggers');
  const body = recordOf(value);
  const { properties = {} } = schema;
  const message = properties.message ?? NO_SCHEMA;
  const broken = (key: string) => unreadable.find((one) => one.key === key);
  const field = (key: string) => (
    <Part key={key} broken={broken(key)}>
      <SchemaInput
        schema={properties[key] ?? NO_SCHEMA}
        value={body[key]}
        path={PATHS[key] ?? [key]}
        label={properties[key]?.title ?? key}
      />
    </Part>
  );
  const strangers = Object.keys(body).filter((key) => !Object.hasOwn(properties, key));
  return (
    <Stack gap="md">
      {unreadable
        .filter(({ key }) => key === undefined || !Object.hasOwn(properties, key))
        .map((block) => (
          <UnreadableText key={block.from} block={block} />
        ))}
      <Step number={1} title={t('when')} hint={t('whenHint')}>
        <Part broken={broken('on')}>
          <On value={body.on} />
        </Part>
      </Step>
      <Step number={2} title={t('conditions')} hint={t('conditionsHint')}>
        <Part broken={broken('when')}>
          <ConditionsTree path={WHEN} value={body.when} />
        </Part>
        <Box mt="md">{field('unknown')}</Box>
      </Step>
      <Step number={3} title={t('howOften')} hint={t('howOftenHint')}>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          {['cooldown', 'holdout', 'measure-for', 'priority', 'shadow'].map(field)}
        </SimpleGrid>
      </Step>
      <Step number={4} title={t('whichMessage')} hint={t('whichMessageHint')}>
        <Part broken={broken('message')}>
          <Message schema={message} value={body.message} />
        </Part>
      </Step>
      {strangers.map((key) => (
        <Card key={key} withBorder>
          <RawOf schema={{}} value={body[key]} path={[key]} label={key} />
        </Card>
      ))}
    </Stack>
  );
});

const NO_SCHEMA: Schema = {};
const WHEN = ['when'];
const PATHS: Readonly<Record<string, readonly string[]>> = {
  unknown: ['unknown'],
  cooldown: ['cooldown'],
  holdout: ['holdout'],
  'measure-for': ['measure-for'],
  priority: ['priority'],
  shadow: ['shadow'],
};

/** What the trigger is for, in a sentence. */
export function SummaryField({ value }: { readonly value: unknown }) {
  const t = useTranslations('triggers');
  const { edit } = useFormTools();
  const [typed, type] = useTyped(typeof value === 'string' ? value : '', (next) =>
    edit({ do: 'set', path: ['summary'], value: next, order: ['name', 'summary'] }),
  );
  return (
    <TextInput
      label={t('summary')}
      description={t('summaryHint')}
      value={typed}
      maxLength={500}
      onChange={({ currentTarget }) => type(currentTarget.value)}
    />
  );
}

function Step({
  number,
  title,
  hint,
  children,
}: {
  readonly number: number;
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
}) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group gap="xs" mb="sm" align="baseline">
        <span className="step-number" aria-hidden="true">
          {number}
        </span>
        <Title order={2}>{title}</Title>
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      </Group>
      {children}
    </Paper>
  );
}

/** A part of the form; where its text cannot be read, that text instead. */
function Part({ broken, children }: { readonly broken: UnreadableBlock | undefined; readonly children: ReactNode }) {
  return broken ? <UnreadableText block={broken} /> : children;
}

/** What wakes the trigger: one waker and its arguments. */
const On = memo(function On({ value }: { readonly value: unknown }) {
  const t = useTranslations('triggers');
  const { edit } = useFormTools();
  const { catalog, wakerOf } = useCatalogIndex();
  const names = Object.keys(recordOf(value));
  const [name = ''] = names;
  if (value !== undefined && value !== null && (!isMapping(value) || names.length !== 1)) {
    return <RawOf schema={{}} value={value} path={ON} label={t('when')} />;
  }
  const waker = wakerOf(name);
  const choose = (next: string) => {
    const schema = (wakerOf(next)?.schema ?? {}) as Schema;
    edit({
      do: 'set',
      path: ON,
      value: { [next]: carryArguments(schema, recordOf(value)[name]) },
      order: ['name', 'summary', 'on'],
    });
  };
  return (
    <Stack gap="sm">
      <NativeSelect
        label={t('customer')}
        description={waker && sayWithCode(waker.summary)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={name}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        data={[
          ...(waker ? [] : [{ value: name, label: name === '' ? '–' : name }]),
          ...catalog.wakers.map((one) => ({ value: one.name, label: one.title })),
        ]}
        maw={420}
      />
      <PartProblems path={ON} />
      {name !== '' && <PartProblems path={[...ON, name]} />}
      {name !== '' && (
        <SchemaInput schema={(waker?.schema ?? {}) as Schema} value={recordOf(value)[name]} path={[...ON, name]} />
      )}
    </Stack>
  );
});

const ON = ['on'];

/** Arguments of another waker that this one takes too, such as the places, stay. */
function carryArguments(schema: Schema, before: unknown): unknown {
  const first = firstValue(schema);
  if (!isMapping(first) || !isMapping(before)) return first;
  const { properties = {} } = schema;
  const kept = Object.entries(before).filter(([key, one]) => properties[key] && fits(properties[key], one));
  return { ...first, ...Object.fromEntries(kept) };
}

const MESSAGE = ['message'];

const Message = memo(function Message({ schema, value }: { readonly schema: Schema; readonly value: unknown }) {
  const { properties = {} } = schema;
  if (value !== undefined && value !== null && !isMapping(value)) {
    return <RawOf schema={{}} value={value} path={MESSAGE} label={schema.title ?? MESSAGE[0]!} />;
  }
  const given = recordOf(value);
  const strangers = Object.keys(given).filter((key) => !Object.hasOwn(properties, key));
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        {Object.entries(properties).map(([key, one]) => (
          <SchemaInput key={key} schema={one} value={given[key]} path={[...MESSAGE, key]} label={one.title ?? key} />
        ))}
        {strangers.map((key) => (
          <RawOf key={key} schema={{}} value={given[key]} path={[...MESSAGE, key]} label={key} />
        ))}
      </SimpleGrid>
      <PartProblems path={MESSAGE} />
    </>
  );
});
