import { Button, Checkbox, Group, Stack, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PersonView, Role } from '../../../engine/api/contract.ts';
import type { Work } from '../../queries/people.ts';
import { Refusal } from './refusal.tsx';

const ROLES: readonly Role[] = ['marketer', 'analyst', 'agent', 'operator', 'admin'];

/** The name, roles and publishing of a person; of one who is there already the name stays. */
export function PersonForm({
  person,
  submitName,
  submit,
}: {
  readonly person?: PersonView;
  readonly submitName: string;
  readonly submit: (name: string, work: Work) => Promise<void>;
}) {
  const t = useTranslations('settings');
  const [name, setName] = useState(person?.name ?? '');
  const [roles, setRoles] = useState<readonly Role[]>(person?.roles ?? ['marketer']);
  const [publishes, setPublishes] = useState(person?.publishes ?? false);
  const [fault, setFault] = useState<Error>();
  const [isBusy, setBusy] = useState(false);
  const go = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    submit(name.trim().toLowerCase(), { roles, publishes }).catch((cause: Error) => {
      setFault(cause);
      setBusy(false);
    });
  };
  return (
    <form onSubmit={go}>
      <Stack>
        {!person && (
          <TextInput
            label={t('name')}
            description={t('nameHint')}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            required
            withAsterisk={false}
            data-autofocus
          />
        )}
        <Checkbox.Group label={t('mayDo')} value={[...roles]} onChange={(chosen) => setRoles(chosen as Role[])}>
          <Stack gap="xs" mt={6}>
            {ROLES.map((role) => (
              <Checkbox key={role} value={role} label={t(`roles.${role}`)} description={t(`roleHints.${role}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        {roles.includes('marketer') && !roles.includes('admin') && (
          <Switch
            label={t('publishes')}
            description={t('publishesHint')}
            checked={publishes}
            onChange={({ currentTarget }) => setPublishes(currentTarget.checked)}
          />
        )}
        {fault && <Refusal fault={fault} />}
        <Group justify="flex-end">
          <Button type="submit" loading={isBusy} disabled={roles.length === 0 || name.trim() === ''}>
            {submitName}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
