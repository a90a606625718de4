import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconRocket } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { type DraftKind, useDraftKeeper, useDraftPart } from '../../queries/drafts.ts';
import { PublishDialog } from './publish-dialog.tsx';

/** The way from a draft to what is live: opens the dialog that shows exactly what would change. */
export function PublishButton({
  kind,
  name,
  title = name,
  liveName = name,
  isReady = true,
  onPublished,
}: {
  readonly kind: DraftKind;
  readonly name: string;
  /** What people call it, where that is not its name. */
  readonly title?: string;
  /** The name that it is published by, where its draft has none yet. */
  readonly liveName?: string;
  /** False: what it needs before anything else is missing. */
  readonly isReady?: boolean;
  readonly onPublished?: () => void;
}) {
  const t = useTranslations('changes');
  const isSame = useDraftPart(useDraftKeeper(kind, name), ({ is }) => is === 'loading' || is === 'same-as-live');
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Button leftSection={<IconRocket size={16} aria-hidden />} onClick={open} disabled={!isReady || isSame}>
        {t('publish')}
      </Button>
      <PublishDialog
        {...{ kind, name, title, liveName, isOpen, close }}
        onPublished={() => {
          close();
          onPublished?.();
        }}
      />
    </>
  );
}
