import './conditions.css';
import { Box, Group, Menu, NativeSelect, Paper, Stack, Text } from '@mantine/core';
import { IconFolderOff, IconTrash } from '@tabler/icons-react';
import { useCallback, useContext, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { DocumentPath, Edit } from '../document/contract.ts';
import { pathText } from '../document/path.ts';
import type { InputProps } from '../schema-form/contract.ts';
import { useFormTools } from '../schema-form/form-context.ts';
import { memoByPath } from '../schema-form/memo-by-path.ts';
import { PartProblems } from '../schema-form/problems.tsx';
import { RawOf } from '../schema-form/raw-input.tsx';
import { withKeys } from '../with-keys.ts';
import { AddCondition } from './add-condition.tsx';
import { ConditionRow } from './condition-row.tsx';
import { FreshContext, ScopeContext } from './conditions-context.ts';
import { EntryMenu } from './entry-menu.tsx';
import { GROUPS, type Group as GroupKey, treeEntries } from './tree.ts';
import { addGroup, addProperty, addToTree, isGroupItem, pathOfAdded, removeFromTree } from './tree-edits.ts';

/**
 * Conditions as nested cards: a group says how its members count; a lone condition has no joiner. Everything can be
 * done by buttons and menus, so by keyboard. What no form can draw stands as text in its place.
 */
export const ConditionsTree = memoByPath(function ConditionsTree({
  path,
  value,
}: {
  readonly path: DocumentPath;
  readonly value: unknown;
}) {
  const { edit } = useFormTools();
  const scope = useContext(ScopeContext);
  const add = useAdd();
  const remove = useRemove(path);
  const entries = treeEntries(value);
  const groups = entries?.map(({ key }) => key) ?? [];
  // A list of its own has its own buttons: two places to add would be one too many.
  const hasList = entries?.some((entry) => entry.type === 'group' && entry.key === 'all');
  return (
    <Stack gap={8}>
      <Entries path={path} value={value} remove={remove} isRoot />
      <PartProblems path={path} />
      {!hasList && entries && (
        <AddCondition
          add={(field, tests) => add((scope === 'item' ? addProperty : addToTree)(path, value, field, tests))}
          {...(!groups.includes('any') && { addGroup: () => edit(...addGroup(path, value)) })}
        />
      )}
    </Stack>
  );
});

/** Conditions on the properties of an item, or of an event, inside the arguments of something else. */
export function NestedConditions({ path, value, label, schema }: InputProps) {
  return (
    <ScopeContext value="item">
      <Box role="group" aria-label={label ?? schema.title} className="nested-conditions">
        <Text size="xs" c="dimmed" mb={4}>
          {schema.title}
        </Text>
        <ConditionsTree path={path} value={value} />
      </Box>
    </ScopeContext>
  );
}

/** Adds a condition, and leads the keys to it. */
function useAdd(): (edits: readonly Edit[]) => void {
  const { edit } = useFormTools();
  const fresh = useContext(FreshContext);
  return (edits) => {
    fresh.path = pathText(pathOfAdded(edits));
    edit(...edits);
  };
}

/** Takes away what stands at a path, and what would be left empty by that. */
function useRemove(root: DocumentPath): (path: DocumentPath) => void {
  const { edit, valueNow } = useFormTools();
  const latest = useRef(root);
  latest.current = root;
  // The same function at each drawing: a new one would have every condition drawn again.
  return useCallback((path) => edit(...removeFromTree(valueNow(), latest.current, path)), [edit, valueNow]);
}

interface EntriesProps {
  readonly path: DocumentPath;
  readonly value: unknown;
  readonly index?: number;
  readonly isLast?: boolean;
  readonly isRoot?: boolean;
  remove(path: DocumentPath): void;
}

/** The entries of a mapping of conditions; several of them must all hold. */
const Entries = memoByPath(function Entries({ path, value, index, isLast, isRoot = false, remove }: EntriesProps) {
  const t = useTranslations('builder');
  const entries = treeEntries(value);
  if (!entries) return <RawOf schema={{}} value={value} path={path} label={t('asText')} isInline />;
  if (entries.length === 0 && !isRoot)
    return <RawOf schema={{}} value={value} path={path} label={t('asText')} isInline />;
  return (
    <Stack gap={6}>
      {entries.length > 1 && (
        <Text size="xs" fw={600} c="dimmed">
          {t('groups.all')}
        </Text>
      )}
      {entries.map((entry) => {
        const here = [...path, entry.key];
        if (entry.type === 'group') {
          return (
            <GroupCard
              key={entry.key}
              path={here}
              items={entry.items}
              others={entries.map(({ key }) => key).join(' ')}
              index={index}
              isLast={isLast}
              isRoot={isRoot && entries.length === 1}
              remove={remove}
            />
          );
        }
        return (
          <ConditionRow key={entry.key} path={here} value={entry.value} index={index} isLast={isLast} remove={remove} />
        );
      })}
    </Stack>
  );
});

/** A list of conditions, and how they count together. */
const GroupCard = memoByPath(function GroupCard({
  path,
  items,
  others,
  index,
  isLast = true,
  isRoot,
  remove,
}: {
  readonly path: DocumentPath;
  readonly items: readonly unknown[];
  /** The keys beside this one, which it cannot be called. */
  readonly others: string;
  readonly index: number | undefined;
  readonly isLast?: boolean | undefined;
  readonly isRoot: boolean;
  remove(path: DocumentPath): void;
}) {
  const t = useTranslations('builder');
  const { edit } = useFormTools();
  const add = useAdd();
  const key = path.at(-1) as GroupKey;
  // One condition alone is not joined with anything: only a group that turns it round says so.
  const isAlone = items.length === 1 && (key === 'all' || key === 'any');
  const taken = others.split(' ');
  return (
    <Paper withBorder p="xs" className={isRoot ? 'group-card group-root' : 'group-card'} data-group={key}>
      <Group justify="space-between" wrap="nowrap" mb={isAlone && isRoot ? 0 : 6}>
        {isAlone && isRoot ? (
          <span />
        ) : (
          <NativeSelect
            size="xs"
            fw={600}
            aria-label={t('joiner')}
            value={key}
            onChange={({ currentTarget }) => edit({ do: 'rename', path, key: currentTarget.value })}
            data={GROUPS.map((one) => ({
              value: one,
              label: t(`groups.${one}`),
              disabled: one !== key && taken.includes(one),
            }))}
          />
        )}
        {!isRoot && (
          <EntryMenu
            label={t('menuOf', { name: t(`groups.${key}`) })}
            path={path}
            index={index}
            isLast={isLast}
            canGroup={false}
          >
            {index !== undefined && isGroupItem({ [key]: items }) && (
              <Menu.Item
                leftSection={<IconFolderOff size={14} />}
                onClick={() => edit({ do: 'unwrap', path: path.slice(0, -1) })}
              >
                {t('ungroup')}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconTrash size={14} />} color="red" onClick={() => remove(path)}>
              {t('removeGroup')}
            </Menu.Item>
          </EntryMenu>
        )}
      </Group>
      <Stack gap={6}>
        {withKeys(items.map((_, i) => i)).map(([itemKey, i]) => (
          <Entries
            key={itemKey}
            path={[...path, i]}
            value={items[i]}
            index={i}
            isLast={i === items.length - 1}
            remove={remove}
          />
        ))}
      </Stack>
      <PartProblems path={path} />
      <AddCondition
        add={(field, tests) => add([{ do: 'set', path: [...path, items.length], value: { [field]: tests } }])}
        addGroup={() => edit({ do: 'set', path: [...path, items.length], value: { any: [] } })}
      />
    </Paper>
  );
});
