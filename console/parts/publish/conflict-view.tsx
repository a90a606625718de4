import { Alert, Button, Group, SegmentedControl, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { versionQuery } from '../../queries/changes.ts';
import { type Draft, type DraftKind, textOfDocument } from '../../queries/drafts.ts';
import { useAuthor } from '../use-author.ts';
import { mergeLines, textOfMerge } from './merge-lines.ts';
import { TextDiff } from './text-diff.tsx';

type Choice = 'mine' | 'theirs' | 'both';

/** Two people changed one document: shows what each did, and takes both into the draft. */
export function ConflictView({
  kind,
  name,
  draft: { text, liveText, stored, baseVersion, setText },
}: {
  readonly kind: DraftKind;
  readonly name: string;
  readonly draft: Draft;
}) {
  const t = useTranslations('changes');
  const author = useAuthor();
  const format = useFormatter();
  const base = useQuery({ ...versionQuery(kind, name, baseVersion), enabled: baseVersion > 0, retry: false });
  // Of a base that is not kept any more, or never was, nothing is in common.
  const baseText = base.data ? textOfDocument(base.data) : '';
  const pieces = useMemo(() => mergeLines(baseText, text, liveText), [baseText, text, liveText]);
  const conflicts = pieces.filter((piece) => piece.is === 'conflict');
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const merged = textOfMerge(pieces, choices);
  if (base.isLoading) return null;
  return (
    <Stack gap="md">
      <Alert color="yellow" role="alert" className="any-text">
        {stored
          ? t('conflict', {
              who: stored.author === undefined ? t('someone') : author(stored.author),
              version: stored.version,
              when:
                stored.publishedAt === undefined
                  ? ''
                  : format.dateTime(stored.publishedAt, { dateStyle: 'short', timeStyle: 'short' }),
            })
          : t('conflictGone')}
      </Alert>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <div>
          <Title order={3} size="h5" mb={4}>
            {t('theirs')}
          </Title>
          <TextDiff before={baseText} after={liveText} label={t('theirs')} />
        </div>
        <div>
          <Title order={3} size="h5" mb={4}>
            {t('mine')}
          </Title>
          <TextDiff before={baseText} after={text} label={t('mine')} />
        </div>
      </SimpleGrid>
      <Text>{conflicts.length === 0 ? t('fits') : t('meets', { count: conflicts.length })}</Text>
      {conflicts.map((piece, i) => (
        <Stack key={`${piece.mine.join('\n')} ${piece.theirs.join('\n')}`} gap={6}>
          <TextDiff
            before={`${piece.theirs.join('\n')}\n`}
            after={`${piece.mine.join('\n')}\n`}
            label={t('meets', { count: 1 })}
          />
          <SegmentedControl
            data={(['mine', 'theirs', 'both'] as const).map((value) => ({ value, label: t(`take.${value}`) }))}
            value={choices[i] ?? 'mine'}
            onChange={(choice) =>
              setChoices(conflicts.map((_, j) => (j === i ? (choice as Choice) : (choices[j] ?? 'mine'))))
            }
          />
        </Stack>
      ))}
      <Group justify="flex-end">
        <Button onClick={() => setText(merged, stored?.version ?? 0)} data-autofocus>
          {t(conflicts.length === 0 ? 'merge' : 'mergeChosen')}
        </Button>
      </Group>
    </Stack>
  );
}
