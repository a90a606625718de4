import { Alert, Badge, Button, Group, Text } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import type { Draft } from '../../queries/drafts.ts';

/** Says which of the two is shown, the draft or what is live, and whether what was typed is kept. */
export function DraftLine({ draft }: { readonly draft: Draft }) {
  const t = useTranslations('changes');
  const format = useFormatter();
  const version = draft.stored?.version ?? 0;
  const isSame = draft.stored !== undefined && draft.text === draft.liveText;
  return (
    <>
      {draft.elsewhere && <OtherDraft draft={draft} />}
      <Group gap="xs" mb="sm" role="status">
        <Badge
          variant={isSame ? 'light' : 'filled'}
          color={isSame ? 'petrol' : 'orange'}
          {...(!isSame && { c: 'black' })}
          tt="none"
        >
          {isSame ? t('shownLive') : t('shownDraft')}
        </Badge>
        <Text size="sm" c="dimmed">
          {isSame
            ? t('liveIs', { version })
            : version > 0
              ? t('draftOf', { version, lines: changedLines(draft.liveText, draft.text) })
              : t('draftNew')}
          {' · '}
          {draft.is === 'away'
            ? t('keptHere')
            : draft.is === 'unsaved'
              ? t('saving')
              : draft.savedAt !== undefined
                ? t('savedAt', { time: format.dateTime(draft.savedAt, { timeStyle: 'short' }) })
                : t('nothingTyped')}
        </Text>
        {draft.others.length > 0 && (
          <Text size="sm" c="dimmed" className="any-text">
            {t('othersWrite', { people: draft.others.map(({ person }) => person).join(', ') })}
          </Text>
        )}
        {!isSame && version > 0 && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => void draft.discard()}>
            {t('discard')}
          </Button>
        )}
      </Group>
    </>
  );
}

/** Another draft of the same person, saved in another browser: one of the two goes on. */
function OtherDraft({ draft: { settle } }: { readonly draft: Draft }) {
  const t = useTranslations('changes');
  return (
    <Alert color="yellow" mb="sm" role="alert">
      <Group gap="sm">
        <Text size="sm">{t('elsewhere')}</Text>
        <Button size="compact-sm" variant="default" onClick={() => void settle('elsewhere')}>
          {t('takeElsewhere')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => void settle('mine')}>
          {t('keepMine')}
        </Button>
      </Group>
    </Alert>
  );
}

/** How many lines of a text are not in the other one. */
function changedLines(before: string, after: string): number {
  const known = new Map<string, number>();
  for (const line of before.split('\n')) known.set(line, (known.get(line) ?? 0) + 1);
  let changed = 0;
  for (const line of after.split('\n')) {
    const left = known.get(line) ?? 0;
    if (left === 0) changed++;
    else known.set(line, left - 1);
  }
  return Math.max(
    changed,
    [...known.values()].reduce((sum, left) => sum + left, 0),
  );
}
