import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconRocket } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { type DraftKind, useDraft } from '../../queries/drafts.ts';
import { ConflictView } from './conflict-view.tsx';
import { PublishForm } from './publish-form.tsx';

/** The way from a draft to what is live: shows exactly what would change, and publishes it. */
export function PublishButton({
  kind,
  name,
  title = name,
  onPublished,
}: {
  readonly kind: DraftKind;
  readonly name: string;
  /** What people call it, where that is not its name. */
  readonly title?: string;
  readonly onPublished?: () => void;
}) {
  const t = useTranslations('changes');
  const shell = useTranslations('shell');
  const draft = useDraft(kind, name);
  const [isOpen, { open, close }] = useDisclosure();
  const show = async () => {
    open();
    await draft.flush();
    await draft.refresh();
  };
  const isBehind = draft.is !== 'same-as-live' && draft.baseVersion !== (draft.stored?.version ?? 0);
  return (
    <>
      <Button
        leftSection={<IconRocket size={16} aria-hidden />}
        onClick={() => void show()}
        disabled={draft.is === 'loading' || draft.is === 'same-as-live'}
      >
        {t('publish')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        size="xl"
        title={t(isBehind ? 'conflictTitle' : 'publishTitle', { name: title })}
        className="any-text"
        closeButtonProps={{ 'aria-label': shell('close') }}
      >
        {isBehind ? (
          <ConflictView kind={kind} name={name} draft={draft} />
        ) : (
          <PublishForm
            kind={kind}
            name={name}
            draft={draft}
            onPublished={() => {
              close();
              onPublished?.();
            }}
          />
        )}
      </Modal>
    </>
  );
}
