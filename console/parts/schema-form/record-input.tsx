import { ActionIcon, Box, Button, Card, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { choicesOf } from './choice-inputs.tsx';
import type { InputProps, Schema } from './contract.ts';
import { firstValue } from './first-value.ts';
import { isMapping } from './fits.ts';
import { useFormTools } from './form-context.ts';
import { MemberInput } from './member-input.tsx';
import { PartProblems } from './problems.tsx';

/** A mapping whose names its writer chooses, all of one kind: a card for each, and a way to add one. */
export function RecordOf({ schema, value, path, label }: InputProps) {
  const t = useTranslations('builder');
  const { edit } = useFormTools();
  const given = isMapping(value) ? value : {};
  const names = Object.keys(given);
  const member = memberOf(schema);
  const title = label ?? schema.title ?? '';
  const titles = schema.propertyNames?.titles ?? {};
  return (
    <Box role="group" aria-label={title}>
      {title !== '' && (
        <Text size="sm" fw={500} mb={4}>
          {title}
        </Text>
      )}
      <PartProblems path={path} />
      {names.map((name) => (
        <Card key={name} withBorder padding="xs" mb="xs">
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Box style={{ flex: 1, minWidth: 0 }}>
              <MemberInput schema={member} value={given[name]} path={[...path, name]} label={titles[name] ?? name} />
            </Box>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('removeNamed', { name: titles[name] ?? name })}
              onClick={() => edit({ do: 'remove', path: [...path, name] })}
            >
              <IconX size={14} />
            </ActionIcon>
          </Group>
        </Card>
      ))}
      <AddMember
        schema={schema}
        names={names}
        title={title}
        add={(name) => edit({ do: 'set', path: [...path, name], value: firstValue(member) })}
      />
    </Box>
  );
}

function AddMember({
  schema: { propertyNames = {} },
  names,
  title,
  add,
}: {
  readonly schema: Schema;
  readonly names: readonly string[];
  readonly title: string;
  readonly add: (name: string) => void;
}) {
  const t = useTranslations('builder');
  const left = choicesOf(propertyNames).filter(({ value }) => !names.includes(value));
  const [typed, type] = useState('');
  const name = propertyNames.enum ? (left.find(({ value }) => value === typed) ?? left[0])?.value : typed.trim();
  const isName =
    name !== undefined && name !== '' && !names.includes(name) && new RegExp(propertyNames.pattern ?? '').test(name);
  if (propertyNames.enum && left.length === 0) return null;
  const field = { 'aria-label': propertyNames.title ?? t('choose'), size: 'xs', w: 200 } as const;
  return (
    <Group gap="xs">
      {propertyNames.enum ? (
        <NativeSelect
          {...field}
          data={[...left]}
          value={name}
          onChange={({ currentTarget }) => type(currentTarget.value)}
        />
      ) : (
        <TextInput {...field} value={typed} onChange={({ currentTarget }) => type(currentTarget.value)} />
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        // A long name takes a second line on a phone.
        h="auto"
        mih={26}
        styles={{ label: { whiteSpace: 'normal' } }}
        disabled={!isName}
        onClick={() => {
          if (name !== undefined) add(name);
          type('');
        }}
      >
        {t('addNamed', { name: title })}
      </Button>
    </Group>
  );
}

function memberOf({ additionalProperties }: Schema): Schema {
  return typeof additionalProperties === 'object' ? additionalProperties : {};
}
