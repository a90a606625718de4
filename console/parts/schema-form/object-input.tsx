import { ActionIcon, Box, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { InputProps, Schema } from './contract.ts';
import { firstValue } from './first-value.ts';
import { isMapping } from './fits.ts';
import { useFormTools } from './form-context.ts';
import { MemberInput } from './member-input.tsx';
import { PartProblems } from './problems.tsx';

/** A mapping: what it must have, what it has, and what it may have besides. */
export function ObjectOf(props: InputProps) {
  const { schema, label, path, isInline } = props;
  return (
    <Box role="group" aria-label={label ?? schema.title}>
      {label !== undefined && !isInline && (
        <Text size="sm" fw={500} mb={4}>
          {label}
        </Text>
      )}
      <PartProblems path={path} />
      {schema.maxProperties === 1 ? <OneMember {...props} /> : <Members {...props} />}
    </Box>
  );
}

function Members({ schema, value, path, isInline = false }: InputProps) {
  const t = useTranslations('builder');
  const { edit } = useFormTools();
  const { properties = {}, required = [] } = schema;
  const given = isMapping(value) ? value : {};
  const names = Object.keys(properties);
  const shown = names.filter((name) => required.includes(name) || Object.hasOwn(given, name));
  const strangers = Object.keys(given).filter((name) => !Object.hasOwn(properties, name));
  const others = names.filter((name) => !shown.includes(name));
  const Shape = isInline ? Group : Stack;
  return (
    <Shape gap={isInline ? 6 : 'sm'} align={isInline ? 'flex-start' : 'stretch'}>
      {shown.map((name) => (
        <Group key={name} gap={4} align="flex-end" wrap="nowrap">
          <MemberInput
            schema={properties[name]!}
            value={given[name]}
            path={[...path, name]}
            label={titleOf(properties, name)}
          />
          {!required.includes(name) && (
            <ActionIcon
              variant="subtle"
              color="gray"
              mb={4}
              aria-label={t('removeNamed', { name: titleOf(properties, name) })}
              onClick={() => edit({ do: 'remove', path: [...path, name] })}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {strangers.map((name) => (
        <MemberInput key={name} schema={STRANGER} value={given[name]} path={[...path, name]} label={name} />
      ))}
      {others.length > 0 && (
        <Group gap={6}>
          {others.map((name) => (
            <Button
              key={name}
              size="compact-xs"
              variant="subtle"
              color="gray"
              leftSection={<IconPlus size={12} />}
              onClick={() =>
                edit({ do: 'set', path: [...path, name], value: firstValue(properties[name]!), order: names })
              }
            >
              {titleOf(properties, name)}
            </Button>
          ))}
        </Group>
      )}
    </Shape>
  );
}

/** A mapping of exactly one member: which one, and its own. */
function OneMember({ schema, value, path, isInline }: InputProps) {
  const t = useTranslations('builder');
  const { edit } = useFormTools();
  const { properties = {} } = schema;
  const given = isMapping(value) ? value : {};
  const [member = ''] = Object.keys(given);
  return (
    <Stack gap="xs">
      <NativeSelect
        aria-label={schema.title ?? t('choose')}
        size={isInline ? 'xs' : 'sm'}
        value={member}
        onChange={({ currentTarget: { value: next } }) =>
          edit({ do: 'set', path, value: { [next]: firstValue(properties[next] ?? {}) } })
        }
        data={[
          ...(Object.hasOwn(properties, member) ? [] : [{ value: member, label: member === '' ? '–' : member }]),
          ...Object.keys(properties).map((name) => ({ value: name, label: titleOf(properties, name) })),
        ]}
        w="fit-content"
      />
      {Object.hasOwn(given, member) && (
        <MemberInput schema={properties[member] ?? STRANGER} value={given[member]} path={[...path, member]} />
      )}
    </Stack>
  );
}

/** A member that the schema does not know: shown as text, as nothing can be said of it. */
const STRANGER: Schema = { kind: 'stranger' };

function titleOf(properties: Readonly<Record<string, Schema>>, name: string): string {
  return properties[name]?.title ?? name;
}
