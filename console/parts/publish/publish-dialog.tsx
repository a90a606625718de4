import { Modal } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { type DraftKind, useDraft } from '../../queries/drafts.ts';
import { ConflictView } from './conflict-view.tsx';
import { PublishForm } from './publish-form.tsx';

/** What publishing a draft would change, with the way to do it; where another one was published meanwhile, both. */
export function PublishDialog({
  kind,
  name,
  title,
  liveName = name,
  isOpen,
  close,
  onPublished,
}: {
  readonly kind: DraftKind;
  readonly name: string;
  readonly title: string;
  /** The name that it is published by, where its draft has none yet. */
  readonly liveName?: string;
  readonly isOpen: boolean;
  readonly close: () => void;
  /** Called once it is live; `close` is not. */
  readonly onPublished: () => void;
}) {
  const t = useTranslations('changes');
  const draft = useDraft(kind, name);
  const { flush, refresh } = draft;
  useEffect(() => {
    if (isOpen) void flush().then(refresh);
  }, [isOpen, flush, refresh]);
  const isBehind = draft.is !== 'same-as-live' && draft.baseVersion !== (draft.stored?.version ?? 0);
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size="xl"
      title={t(isBehind ? 'conflictTitle' : 'publishTitle', { name: title })}
      className="any-text"
    >
      {isBehind ? (
        <ConflictView kind={kind} name={name} draft={draft} />
      ) : (
        <PublishForm
          kind={kind}
          name={liveName}
          draft={draft}
          isNameless={liveName !== name}
          onPublished={onPublished}
        />
      )}
    </Modal>
  );
}
