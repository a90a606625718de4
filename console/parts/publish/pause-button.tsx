import { Button, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { pausesQuery } from '../../queries/changes.ts';
import { sessionQuery } from '../../queries/session.ts';
import { PauseLine } from './pause-line.tsx';
import { PauseNow } from './pause-now.tsx';

/** Stops a trigger, a channel or everything in two clicks, and lets it go on; says by whom it is paused. */
export function PauseButton({ what, size = 'sm' }: { readonly what: string; readonly size?: 'xs' | 'sm' }) {
  const t = useTranslations('changes');
  const [isOpen, { toggle, close }] = useDisclosure();
  const [reason, setReason] = useState('');
  const { data } = useQuery(pausesQuery);
  const { data: session } = useQuery(sessionQuery);
  const pause = data?.pauses.find((one) => one.what === what);
  const mayPause = session?.may.includes('pause') ?? false;
  const [first = 'all', ...name] = what.split(':');
  const kind = first as 'all' | 'channel' | 'trigger';
  const said = t(pause ? 'resume' : kind === 'all' ? 'pauseAll' : 'pause');
  // Of channels there are several in a table.
  const isOneOfMany = kind === 'channel';
  const Icon = pause ? IconPlayerPlay : IconPlayerPause;
  return (
    <Popover opened={isOpen} onChange={(next) => !next && close()} width={340} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          size={size}
          onClick={toggle}
          leftSection={<Icon size={16} aria-hidden />}
          {...(isOneOfMany && { 'aria-label': `${said}: ${name.join(':')}` })}
        >
          {said}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {pause ? <PauseLine pause={pause} /> : <Text size="sm">{t(`pauseOf.${kind}`)}</Text>}
          {!mayPause && <Text size="sm">{t('mayNotPause')}</Text>}
          {mayPause && !pause && <ReasonField reason={reason} onChange={setReason} />}
          {mayPause && (
            <Group justify="flex-end">
              <PauseNow
                what={what}
                isPaused={pause !== undefined}
                reason={reason}
                onDone={() => {
                  close();
                  setReason('');
                }}
              />
            </Group>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Asks why something is paused. */
export function ReasonField({
  reason,
  onChange,
}: {
  readonly reason: string;
  readonly onChange: (reason: string) => void;
}) {
  const t = useTranslations('changes');
  return (
    <TextInput
      label={t('reason')}
      description={t('pauseHint')}
      value={reason}
      maxLength={500}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
