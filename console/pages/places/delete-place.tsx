import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Failure } from '../../parts/four-states.tsx';
import { askAnew } from '../../queries/known.ts';
import { removePlace } from '../../queries/places.ts';
import { RequestRefused } from '../../queries/request.ts';

/** Deletes a place, once asked; a refusal says who still uses it. */
export function DeletePlace({
  id,
  name,
  done,
}: {
  readonly id: string;
  readonly name: string;
  readonly done: () => void;
}) {
  const t = useTranslations('places.editor');
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [refused, setRefused] = useState<RequestRefused>();
  const remove = async () => {
    try {
      await removePlace(id);
    } catch (cause) {
      if (!(cause instanceof RequestRefused)) throw cause;
      setRefused(cause);
      return;
    }
    notifications.show({ color: 'teal', message: t('removed', { name }) });
    done();
    await askAnew(queries);
  };
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        leftSection={<IconTrash size={15} />}
        onClick={() => setAsking(true)}
      >
        {t('remove')}
      </Button>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={t('remove')}>
        <Stack>
          <Text className="any-text">{t('removeSure', { name })}</Text>
          {refused && <Failure error={refused} retry={() => void remove()} />}
          <Group justify="end">
            <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
              {t('cancel')}
            </Button>
            <Button color="red.9" onClick={() => void remove()}>
              {t('remove')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
