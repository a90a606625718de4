import { Button, Card, Group, Text, Title } from '@mantine/core';
import { IconBolt, IconGhost2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { editText } from '../../parts/document/edit-text.ts';
import { readText } from '../../parts/document/read-text.ts';
import { PublishDialog } from '../../parts/publish/publish-dialog.tsx';
import type { Draft } from '../../queries/drafts.ts';
import { sessionQuery } from '../../queries/session.ts';

type Way = 'dryRun' | 'goLive';

/** What the draft was before a way was chosen, and what it became by that. */
interface Chosen {
  readonly before: string;
  readonly after: string;
}

/** The way from a test to a dry run, and from there to live: puts `shadow` into the draft, and asks to publish it. */
export function TestLaunch({ name, draft }: { readonly name: string; readonly draft: Draft }) {
  const t = useTranslations('testing');
  const { data: session } = useQuery(sessionQuery);
  const [chosen, setChosen] = useState<Chosen>();
  const mayPublish = session?.may.includes('publish') ?? false;
  const wanted = { dryRun: withShadow(draft.text, true), goLive: withShadow(draft.text, false) };
  const choose = (way: Way) => {
    setChosen({ before: draft.text, after: wanted[way] });
    draft.setText(wanted[way]);
  };
  const close = () => {
    // Whoever looks and goes away again has changed nothing.
    if (chosen && draft.text === chosen.after) draft.setText(chosen.before);
    setChosen(undefined);
  };
  const isSame = (way: Way) => draft.stored !== undefined && wanted[way] === draft.liveText;
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
          disabled={!mayPublish || isSame('dryRun')}
          onClick={() => choose('dryRun')}
        >
          {t('dryRun')}
        </Button>
        <Button
          leftSection={<IconBolt size={16} />}
          disabled={!mayPublish || isSame('goLive')}
          onClick={() => choose('goLive')}
        >
          {t('goLive')}
        </Button>
        <Text size="sm" c="dimmed">
          {t(mayPublish ? 'dryRunHint' : 'mayNot')}
        </Text>
      </Group>
      <PublishDialog
        kind="trigger"
        name={name}
        title={name}
        isOpen={chosen !== undefined}
        close={close}
        onPublished={() => setChosen(undefined)}
      />
    </Card>
  );
}

/** The text with `shadow` switched on or off; where it was never said, going live leaves it out. */
function withShadow(text: string, isShadow: boolean): string {
  const { value } = readText(text);
  const before = typeof value === 'object' && value !== null && 'shadow' in value;
  if (isShadow) return editText(text, { do: 'set', path: ['shadow'], value: true });
  return before ? editText(text, { do: 'remove', path: ['shadow'] }) : text;
}
