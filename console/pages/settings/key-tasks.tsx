import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { KeyView } from '../../../engine/api/contract.ts';
import { ShownOnce } from '../../parts/shown-once.tsx';
import { useKeyName } from '../../parts/use-author.ts';
import { useKept } from '../../parts/use-kept.ts';
import { keysQuery, type MadeKey, makeKey, revokeKey, rotateKey } from '../../queries/keys.ts';
import { Confirm } from './confirm.tsx';
import { Refusal } from './refusal.tsx';

const SCOPES: readonly KeyView['role'][] = ['publishable', 'reading', 'secret'];

/** What is being done with keys; `made` shows a key that was just made. */
export type KeyTask =
  | { readonly kind: 'make' }
  | { readonly kind: 'rotate' | 'revoke'; readonly known: KeyView }
  | { readonly kind: 'made'; readonly known: MadeKey };

/** The dialog of a task. */
export function KeyTasks({
  task,
  choose,
}: {
  readonly task: KeyTask | undefined;
  readonly choose: (task: KeyTask | undefined) => void;
}) {
  const t = useTranslations('settings');
  const keyName = useKeyName();
  const queries = useQueryClient();
  const close = () => choose(undefined);
  const show = async (made: MadeKey) => {
    await queries.invalidateQueries(keysQuery);
    choose({ kind: 'made', known: made });
  };
  const name = task && 'known' in task ? keyName(task.known.name) || task.known.id : '';
  return (
    <Modal
      opened={task !== undefined}
      onClose={close}
      title={task && t(`keyTasks.${task.kind}`, { name })}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      {task?.kind === 'make' && <KeyForm submit={async (role, given) => show(await makeKey(role, given))} />}
      {task?.kind === 'rotate' && (
        <Confirm
          says={t('rotateHint')}
          name={t('rotate')}
          cancel={close}
          act={async () => show(await rotateKey(task.known.id))}
        />
      )}
      {task?.kind === 'revoke' && (
        <Confirm
          says={t('revokeHint')}
          name={t('revoke')}
          color="red"
          cancel={close}
          act={async () => {
            await revokeKey(task.known.id);
            await queries.invalidateQueries(keysQuery);
            close();
          }}
        />
      )}
      {task?.kind === 'made' && (
        <ShownOnce label={t('key')} says={t('madeHint')} value={task.known.key} close={close} />
      )}
    </Modal>
  );
}

const NO_KEY: Pick<KeyView, 'name' | 'role'> = { name: '', role: 'publishable' };

function KeyForm({ submit }: { readonly submit: (role: KeyView['role'], name: string) => Promise<void> }) {
  const t = useTranslations('settings');
  const [{ name, role }, setTyped, forget] = useKept('key', NO_KEY);
  const [fault, setFault] = useState<Error>();
  const [isBusy, setBusy] = useState(false);
  const go = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    submit(role, name.trim()).then(forget, (cause: Error) => {
      setFault(cause);
      setBusy(false);
    });
  };
  return (
    <form onSubmit={go}>
      <Stack>
        <TextInput
          label={t('keyName')}
          description={t('keyNameHint')}
          value={name}
          maxLength={64}
          onChange={({ currentTarget }) => setTyped({ name: currentTarget.value, role })}
          required
          withAsterisk={false}
          data-autofocus
        />
        <Radio.Group
          label={t('mayDo')}
          value={role}
          onChange={(chosen) => setTyped({ name, role: chosen as KeyView['role'] })}
        >
          <Stack gap="xs" mt={6}>
            {SCOPES.map((scope) => (
              <Radio key={scope} value={scope} label={t(`scopes.${scope}`)} description={t(`scopeHints.${scope}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {fault && <Refusal fault={fault} />}
        <Group justify="flex-end">
          <Button type="submit" loading={isBusy} disabled={name.trim() === ''}>
            {t('makeKey')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
