import { Button, Checkbox, Group, Stack, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PersonView, Role } from '../../../engine/api/contract.ts';
import { useKept } from '../../parts/use-kept.ts';
import type { Work } from '../../queries/people.ts';
import { Refusal } from './refusal.tsx';

const ROLES: readonly Role[] = ['marketer', 'analyst', 'agent', 'operator', 'admin'];

interface Typed extends Work {
  readonly name: string;
}

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
  const first = {
    name: person?.name ?? '',
    roles: person?.roles ?? ['marketer'],
    publishes: person?.publishes ?? false,
  };
  // What others changed meanwhile is what one begins with.
  const [typed, setTyped, forget] = useKept<Typed>(`person:${person ? JSON.stringify(first) : ''}`, first);
  const { name, roles, publishes } = typed;
  const [fault, setFault] = useState<Error>();
  const [isBusy, setBusy] = useState(false);
  const go = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    submit(name.trim().toLowerCase(), { roles, publishes }).then(forget, (cause: Error) => {
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
            onChange={({ currentTarget }) => setTyped({ ...typed, name: currentTarget.value })}
            required
            withAsterisk={false}
            data-autofocus
          />
        )}
        <Checkbox.Group
          label={t('mayDo')}
          value={[...roles]}
          onChange={(chosen) => setTyped({ ...typed, roles: chosen as Role[] })}
        >
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
            onChange={({ currentTarget }) => setTyped({ ...typed, publishes: currentTarget.checked })}
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
