import { Button, Modal } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { Versions } from '../../parts/publish/versions.tsx';

/** The versions of a place, in a dialog with an address of its own: compared, and made live again. */
export function PlaceVersions({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useTranslations('changes');
  const navigate = useNavigate();
  const { tab } = useSearch({ strict: false }) as { readonly tab?: string };
  const show = (next: 'versions' | undefined) =>
    void navigate({
      to: '.',
      search: ({ tab: _, version: __, ...before }: Readonly<Record<string, unknown>>) => ({
        ...before,
        ...(next && { tab: next }),
      }),
    } as never);
  return (
    <>
      <Button variant="default" leftSection={<IconHistory size={16} aria-hidden />} onClick={() => show('versions')}>
        {t('versions')}
      </Button>
      <Modal
        opened={tab === 'versions'}
        onClose={() => show(undefined)}
        size="xl"
        title={t('versionsOf', { name })}
        className="any-text"
      >
        <Versions kind="place" name={id} />
      </Modal>
    </>
  );
}
