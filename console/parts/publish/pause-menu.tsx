import { Button, Divider, Group, Popover, Stack, Text } from '@mantine/core';
import type { useDisclosure } from '@mantine/hooks';
import { IconPlayerPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { pausesQuery, workspaceChannelsQuery } from '../../queries/changes.ts';
import { sessionQuery } from '../../queries/session.ts';
import { ReasonField } from './pause-button.tsx';
import { PauseLine } from './pause-line.tsx';
import { PauseNow } from './pause-now.tsx';

/** In the frame of every page: what is paused, and the way to stop everything, or a channel, in two clicks. */
export function PauseMenu({
  disclosure: [isOpen, { toggle, close }],
}: {
  /** Whether it is open: the palette opens it too. */
  readonly disclosure: ReturnType<typeof useDisclosure>;
}) {
  const t = useTranslations('changes');
  const [reason, setReason] = useState('');
  const { data } = useQuery(pausesQuery);
  const { data: session } = useQuery(sessionQuery);
  const channels = useQuery({ ...workspaceChannelsQuery, enabled: isOpen });
  const pauses = data?.pauses ?? [];
  const isAny = pauses.length > 0;
  const mayPause = session?.may.includes('pause') ?? false;
  const isPaused = (what: string) => pauses.some((pause) => pause.what === what);
  const closed = () => {
    close();
    setReason('');
  };
  return (
    <Popover opened={isOpen} onChange={(next) => !next && closed()} width={380} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          variant={isAny ? 'filled' : 'subtle'}
          {...(isAny && { c: 'black' })}
          color={isAny ? 'orange' : 'gray'}
          size="compact-md"
          onClick={toggle}
          leftSection={<IconPlayerPause size={16} aria-hidden />}
        >
          {isAny ? t('pausedNow', { count: pauses.length }) : t('pause')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {pauses.map((pause) => (
            <Group key={pause.what} justify="space-between" wrap="nowrap" align="flex-start">
              <PauseLine pause={pause} />
              {mayPause && <PauseNow what={pause.what} isPaused reason="" />}
            </Group>
          ))}
          {isAny && <Divider />}
          {!mayPause && <Text size="sm">{t('mayNotPause')}</Text>}
          {mayPause && <ReasonField reason={reason} onChange={setReason} />}
          {mayPause && !isPaused('all') && (
            <Group justify="space-between" wrap="nowrap">
              <Text size="sm">{t('pauseOf.all')}</Text>
              <PauseNow what="all" isPaused={false} reason={reason} onDone={closed} />
            </Group>
          )}
          {mayPause &&
            channels.data
              ?.filter((name) => !isPaused(`channel:${name}`))
              .map((name) => (
                <Group key={name} justify="space-between" wrap="nowrap">
                  <Text size="sm" className="any-text">
                    {t('channel', { name })}
                  </Text>
                  <PauseNow what={`channel:${name}`} isPaused={false} reason={reason} onDone={closed} />
                </Group>
              ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
