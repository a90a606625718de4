import { Button, Group, Text } from '@mantine/core';
import { IconFolderPlus, IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useCatalogIndex } from './conditions-context.ts';
import { FieldPicker } from './field-picker.tsx';
import { firstTests } from './tree-edits.ts';

/** Adds a condition by what it asks about, or a group for conditions of its own. */
export function AddCondition({ add, addGroup }: { add(field: string, tests: unknown): void; addGroup?(): void }) {
  const t = useTranslations('builder');
  const index = useCatalogIndex();
  return (
    <Group gap={10} mt={6}>
      <FieldPicker
        label={t('addCondition')}
        className="add-button"
        choose={(field) => add(field.name, firstTests(index, field))}
      >
        <IconPlus size={14} aria-hidden />
        <Text span size="sm">
          {t('addCondition')}
        </Text>
      </FieldPicker>
      {addGroup && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconFolderPlus size={14} />}
          onClick={addGroup}
        >
          {t('addGroup')}
        </Button>
      )}
    </Group>
  );
}
