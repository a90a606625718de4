import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { PersonView } from '../../../engine/api/contract.ts';
import { ShownOnce } from '../../parts/shown-once.tsx';
import { addPerson, changePerson, consolePeopleQuery, linkForPerson, removePerson } from '../../queries/people.ts';
import { Confirm } from './confirm.tsx';
import { PersonForm } from './person-form.tsx';

/** What is being done with people; `link` shows a link that was just made. */
export type PeopleTask =
  | { readonly kind: 'add' }
  | { readonly kind: 'change' | 'reset' | 'remove'; readonly person: PersonView }
  | { readonly kind: 'link'; readonly name: string; readonly token: string };

/** The dialog of a task; a refusal stands in it, and what was typed stays. */
export function PeopleTasks({
  task,
  choose,
}: {
  readonly task: PeopleTask | undefined;
  readonly choose: (task: PeopleTask | undefined) => void;
}) {
  const t = useTranslations('settings');
  const close = () => choose(undefined);
  return (
    <Modal
      opened={task !== undefined}
      onClose={close}
      title={task && t(`tasks.${task.kind}`, { name: nameIn(task) })}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      {task && <Dialog task={task} choose={choose} close={close} />}
    </Modal>
  );
}

function Dialog({
  task,
  choose,
  close,
}: {
  readonly task: PeopleTask;
  readonly choose: (task: PeopleTask | undefined) => void;
  readonly close: () => void;
}) {
  const t = useTranslations('settings');
  const queries = useQueryClient();
  const known = () => queries.invalidateQueries(consolePeopleQuery);
  switch (task.kind) {
    case 'add':
      return (
        <PersonForm
          submitName={t('invite')}
          submit={async (name, work) => {
            const { token } = await addPerson(name, work);
            await known();
            choose({ kind: 'link', name, token });
          }}
        />
      );
    case 'change':
      return (
        <PersonForm
          person={task.person}
          submitName={t('keep')}
          submit={async (name, work) => {
            await changePerson(name, work);
            await known();
            close();
          }}
        />
      );
    case 'reset':
      return (
        <Confirm
          says={t('resetHint', { name: task.person.name })}
          name={t('newLink')}
          cancel={close}
          act={async () => {
            const { token } = await linkForPerson(task.person.name);
            choose({ kind: 'link', name: task.person.name, token });
          }}
        />
      );
    case 'remove':
      return (
        <Confirm
          says={t('removeHint', { name: task.person.name })}
          name={t('remove')}
          color="red"
          cancel={close}
          act={async () => {
            await removePerson(task.person.name);
            await known();
            close();
          }}
        />
      );
    case 'link':
      return (
        <ShownOnce
          label={t('link')}
          says={t('linkHint', { name: task.name })}
          value={`${location.origin}/login?once=${task.token}`}
          close={close}
        />
      );
  }
}

function nameIn(task: PeopleTask): string {
  return 'person' in task ? task.person.name : 'name' in task ? task.name : '';
}
