import { ActionIcon, Badge, Button, Menu, Table, Text } from '@mantine/core';
import { IconDotsVertical, IconPlus, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { KeyView } from '../../../engine/api/contract.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { useKeyName } from '../../parts/use-author.ts';
import { keysQuery } from '../../queries/keys.ts';
import { type KeyTask, KeyTasks } from './key-tasks.tsx';
import { SettingsPage } from './settings-page.tsx';

/** The keys of programs: what each may do, and when it was used last. */
export function Keys() {
  const t = useTranslations('settings');
  const format = useFormatter();
  const query = useQuery(keysQuery);
  const name = useKeyName();
  const [task, setTask] = useState<KeyTask>();
  const time = (at: number) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <SettingsPage
      actions={
        <Button
          leftSection={<IconPlus size={16} />}
          onClick={() => setTask({ kind: 'make' })}
          disabled={query.data === undefined}
        >
          {t('makeKey')}
        </Button>
      }
    >
      <Text c="dimmed" mb="md" maw={640}>
        {t('keysHint')}
      </Text>
      <FourStates query={query}>
        {({ keys }) => (
          <Table.ScrollContainer minWidth={620}>
            <Table verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('keyName')}</Table.Th>
                  <Table.Th>{t('mayDo')}</Table.Th>
                  <Table.Th>{t('made')}</Table.Th>
                  <Table.Th>{t('used')}</Table.Th>
                  <Table.Th aria-label={t('actions')} w={48} />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {keys.map((key) => (
                  <Table.Tr key={key.id}>
                    <Table.Td className="any-text">
                      <Text fw={600}>{name(key.name) || t('unnamed')}</Text>
                      <Text size="xs" c="dimmed" ff="monospace">
                        {key.id}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      <Badge variant="light" tt="none" miw="max-content" color={key.role === 'secret' ? 'red' : 'gray'}>
                        {t(`scopes.${key.role}`)}
                      </Badge>
                    </Table.Td>
                    <Table.Td c="dimmed" fz="sm">
                      {time(key.madeAt)}
                    </Table.Td>
                    <Table.Td c="dimmed" fz="sm">
                      {key.until !== undefined
                        ? t('until', { time: time(key.until) })
                        : key.usedAt === undefined
                          ? t('neverUsed')
                          : time(key.usedAt)}
                    </Table.Td>
                    <Table.Td>
                      <KeyMenu known={key} choose={setTask} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </FourStates>
      <KeyTasks task={task} choose={setTask} />
    </SettingsPage>
  );
}

function KeyMenu({ known, choose }: { readonly known: KeyView; readonly choose: (task: KeyTask) => void }) {
  const t = useTranslations('settings');
  const name = useKeyName();
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('actionsFor', { name: name(known.name) || known.id })}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconRefresh size={16} />} onClick={() => choose({ kind: 'rotate', known })}>
          {t('rotate')}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => choose({ kind: 'revoke', known })}>
          {t('revoke')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
