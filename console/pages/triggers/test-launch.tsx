import { Button, Card, Group, Modal, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBolt, IconGhost2 } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { editText } from '../../parts/document/edit-text.ts';
import { readText } from '../../parts/document/read-text.ts';
import { Failure } from '../../parts/four-states.tsx';
import type { Draft } from '../../queries/drafts.ts';
import { publishTrigger } from '../../queries/publish-trigger.ts';
import { sessionQuery } from '../../queries/session.ts';

type Way = 'dryRun' | 'goLive';

/** The way from a test to a dry run, and from there to live: publishes the draft with `shadow` as is wanted. */
export function TestLaunch({ name, draft }: { readonly name: string; readonly draft: Draft }) {
  const t = useTranslations('testing');
  const { data: session } = useQuery(sessionQuery);
  const [way, setWay] = useState<Way>();
  const mayPublish = session?.may.includes('publish') ?? false;
  return (
    <Card withBorder>
      <Title order={2} mb="xs">
        {t('next')}
      </Title>
      <Group>
        <Button
          variant="light"
          color="violet"
          leftSection={<IconGhost2 size={16} />}
          disabled={!mayPublish}
          onClick={() => setWay('dryRun')}
        >
          {t('dryRun')}
        </Button>
        <Button leftSection={<IconBolt size={16} />} disabled={!mayPublish} onClick={() => setWay('goLive')}>
          {t('goLive')}
        </Button>
        <Text size="sm" c="dimmed">
          {t(mayPublish ? 'dryRunHint' : 'mayNot')}
        </Text>
      </Group>
      {way && <Confirm name={name} draft={draft} way={way} close={() => setWay(undefined)} />}
    </Card>
  );
}

function Confirm({
  name,
  draft,
  way,
  close,
}: {
  readonly name: string;
  readonly draft: Draft;
  readonly way: Way;
  readonly close: () => void;
}) {
  const t = useTranslations('testing');
  const shell = useTranslations('shell');
  const queries = useQueryClient();
  const [fault, setFault] = useState<Error>();
  const [isBusy, setBusy] = useState(false);
  const publish = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await publishTrigger(name, withShadow(draft.text, way === 'dryRun'), draft.baseVersion);
      await draft.discard();
      await queries.invalidateQueries({ queryKey: ['definitions'] });
      notifications.show({ color: 'teal', message: t(way === 'dryRun' ? 'started' : 'wentLive', { name }) });
      close();
    } catch (cause) {
      setFault(cause instanceof Error ? cause : new Error(String(cause)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={close}
      title={<span className="any-text">{t(way === 'dryRun' ? 'confirmDryRun' : 'confirmLive', { name })}</span>}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Text size="sm" mb="md">
        {draft.baseVersion === 0 ? t('confirmNew') : t('confirmHint', { version: draft.baseVersion })}
      </Text>
      {fault && <Failure error={fault} retry={() => void publish()} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t('cancel')}
        </Button>
        <Button
          color={way === 'dryRun' ? 'violet' : 'petrol'}
          loading={isBusy}
          onClick={() => void publish()}
          data-autofocus
        >
          {t(way)}
        </Button>
      </Group>
    </Modal>
  );
}

/** The text with `shadow` switched on or off; where it was never said, going live leaves it out. */
function withShadow(text: string, isShadow: boolean): string {
  const { value } = readText(text);
  const before = typeof value === 'object' && value !== null && 'shadow' in value;
  if (isShadow) return editText(text, { do: 'set', path: ['shadow'], value: true });
  return before ? editText(text, { do: 'remove', path: ['shadow'] }) : text;
}
