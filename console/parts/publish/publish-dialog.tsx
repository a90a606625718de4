import { Modal } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import type { DraftState } from '../../queries/draft-keeper.ts';
import { type DraftKind, useDraft, useDraftKeeper, useDraftPart } from '../../queries/drafts.ts';
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
  const keeper = useDraftKeeper(kind, name);
  const { flush, refresh } = keeper;
  useEffect(() => {
    if (isOpen) void flush().then(refresh);
  }, [isOpen, flush, refresh]);
  const isBehind = useDraftPart(keeper, isBehindLive);
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size="xl"
      title={t(isBehind ? 'conflictTitle' : 'publishTitle', { name: title })}
      className="any-text"
    >
      <Changes {...{ kind, name, liveName, isBehind, onPublished }} />
    </Modal>
  );
}

/** Another version was published since the draft began. */
function isBehindLive({ is, baseVersion, stored }: DraftState): boolean {
  return is !== 'same-as-live' && baseVersion !== (stored?.version ?? 0);
}

function Changes({
  kind,
  name,
  liveName,
  isBehind,
  onPublished,
}: {
  readonly kind: DraftKind;
  readonly name: string;
  readonly liveName: string;
  readonly isBehind: boolean;
  readonly onPublished: () => void;
}) {
  const draft = useDraft(kind, name);
  if (isBehind) return <ConflictView kind={kind} name={name} draft={draft} />;
  return (
    <PublishForm kind={kind} name={liveName} draft={draft} isNameless={liveName !== name} onPublished={onPublished} />
  );
}
