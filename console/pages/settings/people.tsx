import { ActionIcon, Badge, Button, Group, Menu, Table, Text } from '@mantine/core';
import { IconDotsVertical, IconKey, IconPencil, IconTrash, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { PersonView } from '../../../engine/api/contract.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { consolePeopleQuery } from '../../queries/people.ts';
import { type PeopleTask, PeopleTasks } from './people-tasks.tsx';
import { SettingsPage } from './settings-page.tsx';

/** Everybody who may sign in, and what each may do. */
export function People() {
  const t = useTranslations('settings');
  const format = useFormatter();
  const query = useQuery(consolePeopleQuery);
  const [task, setTask] = useState<PeopleTask>();
  return (
    <SettingsPage
      actions={
        <Button
          leftSection={<IconUserPlus size={16} />}
          onClick={() => setTask({ kind: 'add' })}
          disabled={query.data === undefined}
        >
          {t('invite')}
        </Button>
      }
    >
      <FourStates query={query}>
        {({ people }) => (
          <Table.ScrollContainer minWidth={620}>
            <Table verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('person')}</Table.Th>
                  <Table.Th>{t('mayDo')}</Table.Th>
                  <Table.Th>{t('seen')}</Table.Th>
                  <Table.Th aria-label={t('actions')} w={48} />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {people.map((person) => (
                  <Table.Tr key={person.name}>
                    <Table.Td className="any-text" fw={600}>
                      {person.name}
                    </Table.Td>
                    <Table.Td>
                      <Roles person={person} />
                    </Table.Td>
                    <Table.Td c="dimmed" fz="sm">
                      {person.seenAt === undefined
                        ? t('neverSeen')
                        : format.dateTime(person.seenAt, { dateStyle: 'medium', timeStyle: 'short' })}
                    </Table.Td>
                    <Table.Td>
                      <PersonMenu person={person} choose={setTask} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </FourStates>
      <PeopleTasks task={task} choose={setTask} />
    </SettingsPage>
  );
}

function Roles({ person: { roles, publishes } }: { readonly person: PersonView }) {
  const t = useTranslations('settings');
  const isMarketer = roles.includes('marketer') && !roles.includes('admin');
  return (
    <Group gap={6}>
      {roles.map((role) => (
        <Badge key={role} variant="light" tt="none" color={role === 'admin' ? 'petrol' : 'gray'}>
          {t(`roles.${role}`)}
        </Badge>
      ))}
      {isMarketer && (
        <Text size="xs" c="dimmed">
          {t(publishes ? 'publishes' : 'writesOnly')}
        </Text>
      )}
    </Group>
  );
}

function PersonMenu({ person, choose }: { readonly person: PersonView; readonly choose: (task: PeopleTask) => void }) {
  const t = useTranslations('settings');
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('actionsFor', { name: person.name })}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => choose({ kind: 'change', person })}>
          {t('changeRoles')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKey size={16} />} onClick={() => choose({ kind: 'reset', person })}>
          {t('newLink')}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => choose({ kind: 'remove', person })}>
          {t('remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
