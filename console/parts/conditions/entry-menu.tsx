import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDotsVertical, IconFolderPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { DocumentPath } from '../document/contract.ts';
import { useFormTools } from '../schema-form/form-context.ts';

/** What can be done with an entry of a tree: move it, put it in a group of its own, and what `children` say. */
export function EntryMenu({
  label,
  path,
  index,
  isLast = true,
  canGroup = true,
  children,
}: {
  readonly label: string;
  /** Where the entry's key stands; its list holds the step before. */
  readonly path: DocumentPath;
  /** Its place in a list; absent: beside others in a mapping, where there is no order. */
  readonly index: number | undefined;
  readonly isLast?: boolean;
  readonly canGroup?: boolean;
  readonly children: ReactNode;
}) {
  const t = useTranslations('builder');
  const { edit } = useFormTools();
  const item = path.slice(0, -1);
  const move = (by: number) => edit({ do: 'move', path: item, to: (index ?? 0) + by });
  return (
    <Menu position="bottom-end" width={220} returnFocus>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={label}>
          <IconDotsVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {index !== undefined && (
          <>
            <Menu.Item leftSection={<IconArrowUp size={14} />} disabled={index === 0} onClick={() => move(-1)}>
              {t('moveUp')}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowDown size={14} />} disabled={isLast} onClick={() => move(1)}>
              {t('moveDown')}
            </Menu.Item>
            {canGroup && (
              <Menu.Item
                leftSection={<IconFolderPlus size={14} />}
                onClick={() => edit({ do: 'wrap', path: item, key: 'any' })}
              >
                {t('group')}
              </Menu.Item>
            )}
            <Menu.Divider />
          </>
        )}
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
