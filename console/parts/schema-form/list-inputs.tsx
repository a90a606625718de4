import { ActionIcon, Box, Button, Card, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { withKeys } from '../with-keys.ts';
import type { InputProps } from './contract.ts';
import { firstValue } from './first-value.ts';
import { alternativeOf } from './fits.ts';
import { useFormTools } from './form-context.ts';
import { MemberInput } from './member-input.tsx';
import { PartProblems } from './problems.tsx';

/** A list whose entries have several inputs: a card for each. */
export function ListOf({ schema, value, path, label }: InputProps) {
  const t = useTranslations('builder');
  const { edit } = useFormTools();
  const list = Array.isArray(value) ? value : [];
  const items = schema.items || {};
  const name = label ?? schema.title ?? '';
  return (
    <Box role="group" aria-label={name}>
      <Text size="sm" fw={500} mb={4}>
        {name}
      </Text>
      <PartProblems path={path} />
      <Stack gap="xs">
        {withKeys(list.map((_, i) => i)).map(([key, i]) => (
          <Card key={key} withBorder padding="xs">
            <Group justify="space-between" align="flex-start" wrap="nowrap">
              <MemberInput schema={items} value={list[i]} path={[...path, i]} />
              <Group gap={0} wrap="nowrap">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={i === 0}
                  aria-label={t('moveUp')}
                  onClick={() => edit({ do: 'move', path: [...path, i], to: i - 1 })}
                >
                  <IconArrowUp size={14} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={i === list.length - 1}
                  aria-label={t('moveDown')}
                  onClick={() => edit({ do: 'move', path: [...path, i], to: i + 1 })}
                >
                  <IconArrowDown size={14} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('removeNamed', { name: `${name} ${i + 1}` })}
                  onClick={() => edit({ do: 'remove', path: [...path, i] })}
                >
                  <IconX size={14} />
                </ActionIcon>
              </Group>
            </Group>
          </Card>
        ))}
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => edit({ do: 'set', path: [...path, list.length], value: firstValue(items) })}
          w="fit-content"
        >
          {t('addNamed', { name })}
        </Button>
      </Stack>
    </Box>
  );
}

/** A list of a fixed length, such as from and to. */
export function TupleOf({ schema, value, path, label, isInline }: InputProps) {
  const t = useTranslations('builder');
  const list = Array.isArray(value) ? value : [];
  const parts = schema.prefixItems ?? [];
  return (
    <Box role="group" aria-label={label ?? schema.title}>
      {label !== undefined && !isInline && (
        <Text size="sm" fw={500} mb={4}>
          {label}
        </Text>
      )}
      <Group gap={6} align="center">
        {withKeys(parts.map((_, i) => i)).map(([key, i]) => (
          <Group key={key} gap={6} wrap="nowrap">
            {i > 0 && <Text size="sm">{t('and')}</Text>}
            <MemberInput schema={parts[i]!} value={list[i]} path={[...path, i]} isInline />
          </Group>
        ))}
      </Group>
      <PartProblems path={path} />
    </Box>
  );
}

/** One of several ways to say it: which one, and its own inputs. */
export function AlternativeOf(props: InputProps) {
  const t = useTranslations('builder');
  const { edit } = useFormTools();
  const { schema, value, path, label, isInline } = props;
  const alternatives = schema.anyOf ?? [];
  const chosen = value === undefined ? -1 : alternativeOf(alternatives, value);
  const name = label ?? schema.title ?? t('choose');
  const isLine = isInline === true || isScalarLike(alternatives[chosen]?.type);
  const Shape = isLine ? Group : Stack;
  return (
    <Box role="group" aria-label={name}>
      <Shape gap={6} align={isLine ? 'flex-end' : 'stretch'}>
        <NativeSelect
          {...(isInline ? { 'aria-label': name } : { label: name })}
          size={isInline ? 'xs' : 'sm'}
          value={String(chosen)}
          onChange={({ currentTarget }) =>
            edit({ do: 'set', path, value: firstValue(alternatives[Number(currentTarget.value)] ?? {}) })
          }
          data={[
            ...(chosen < 0 ? [{ value: '-1', label: '–' }] : []),
            ...alternatives.map((one, i) => ({ value: String(i), label: one.title ?? t('way', { number: i + 1 }) })),
          ]}
          w="fit-content"
        />
        {chosen >= 0 && <MemberInput schema={alternatives[chosen]!} value={value} path={path} isInline={isLine} />}
      </Shape>
    </Box>
  );
}

function isScalarLike(type: string | undefined): boolean {
  return type !== 'object' && type !== 'array';
}
