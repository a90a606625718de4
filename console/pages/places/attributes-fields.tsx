import { ActionIcon, Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';

type Attributes = Readonly<Record<string, unknown>>;

/**
 * The attributes of a place: precedence as a number, all others by name. A value that is no text or number stays as it
 * is.
 */
export function AttributesFields({
  attributes,
  problem,
  change,
}: {
  readonly attributes: Attributes;
  readonly problem: string | undefined;
  readonly change: (attributes: Attributes | undefined) => void;
}) {
  const t = useTranslations('places.editor');
  const [added, setAdded] = useState('');
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...others } = attributes;
    const next = value === undefined ? others : { ...attributes, [name]: value };
    change(Object.keys(next).length > 0 ? next : undefined);
  };
  const { priority, ...others } = attributes;
  const isNew = added.trim() !== '' && !(added.trim() in attributes);
  return (
    <Stack gap="sm">
      <NumberInput
        label={t('priority')}
        description={t('priorityHint')}
        value={typeof priority === 'number' ? priority : ''}
        min={-1_000}
        max={1_000}
        onChange={(value) => set('priority', typeof value === 'number' ? value : undefined)}
      />
      <Stack gap={4}>
        <Text size="sm" fw={500}>
          {t('attributes')}
        </Text>
        {Object.entries(others).map(([name, value]) => (
          <Group key={name} gap={4} wrap="nowrap" align="end">
            <TextInput
              size="xs"
              label={name}
              aria-label={t('attributeValue', { name })}
              value={typeof value === 'object' ? JSON.stringify(value) : String(value)}
              readOnly={typeof value === 'object' && value !== null}
              style={{ flex: 1, minWidth: 0 }}
              onChange={({ currentTarget: { value: text } }) => set(name, readValue(text))}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('removeAttribute', { name })}
              onClick={() => set(name, undefined)}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </Group>
        ))}
        <Group gap={4} wrap="nowrap">
          <TextInput
            size="xs"
            aria-label={t('attributeName', { number: Object.keys(others).length + 1 })}
            value={added}
            maxLength={100}
            style={{ flex: 1 }}
            onChange={({ currentTarget: { value } }) => setAdded(value)}
          />
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} />}
            disabled={!isNew}
            onClick={() => {
              set(added.trim(), '');
              setAdded('');
            }}
          >
            {t('addAttribute')}
          </Button>
        </Group>
        {problem && (
          <Text size="xs" c="red">
            {problem}
          </Text>
        )}
      </Stack>
    </Stack>
  );
}

/** A number or yes/no where the text is one as JSON writes it. */
function readValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}
