import { Box, Button, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useExplainWords } from '../../parts/explained/use-explain-words.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { useReasonWords } from '../../parts/use-reason-words.ts';
import type { StoredReason } from '../../parts/word-reason.ts';
import { ZonedTime } from '../../parts/zoned-time.tsx';
import { conversationQuery, type SaidLine } from '../../queries/customers.ts';
import { spellContent } from './conversation-text.ts';
import { Part } from './part.tsx';
import { Reply } from './reply.tsx';

/** What was written to a customer and what they wrote, on all channels, newest first; and where a person replies. */
export function Conversation({ id, zone }: { readonly id: string; readonly zone: string }) {
  const t = useTranslations('customers');
  const query = useInfiniteQuery(conversationQuery(id));
  // What was taken stands here at once; it is in the stored conversation some seconds later.
  const [sent, setSent] = useState<readonly SaidLine[]>([]);
  return (
    <Part title={t('conversation')}>
      <FourStates query={query}>
        {({ pages }) => {
          const stored = pages.flatMap(({ rows }) => [...rows].reverse());
          const known = new Set(stored.map((line) => line.id));
          const lines = [...sent.filter((line) => !known.has(line.id)), ...stored];
          if (lines.length === 0) return <Text c="dimmed">{t('noConversation')}</Text>;
          return (
            <Stack gap="xs">
              <Reply
                id={id}
                zone={zone}
                lines={lines}
                channels={pages[0]?.replies ?? []}
                sent={(line) => setSent((before) => [line, ...before])}
              />
              <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
                {lines.map((line) => (
                  <Said key={line.id} line={line} zone={zone} />
                ))}
              </Stack>
              {query.hasNextPage && (
                <Button
                  variant="default"
                  size="xs"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {t('older')}
                </Button>
              )}
            </Stack>
          );
        }}
      </FourStates>
    </Part>
  );
}

function Said({ line, zone }: { readonly line: SaidLine; readonly zone: string }) {
  const t = useTranslations('customers');
  const words = useExplainWords();
  const isTheirs = line.direction === 'in';
  const channel = words.channel(line.channel);
  const isByPerson = !isTheirs && line.who !== 'trigger';
  return (
    <Box component="li" className={isTheirs ? 'said said-in' : 'said said-out'}>
      <Text size="xs" c="dimmed" className="any-text">
        {isByPerson ? t('personWrote', { who: line.who, channel }) : t(isTheirs ? 'theyWrote' : 'weWrote', { channel })}{' '}
        · <ZonedTime at={line.at} zone={zone} />
      </Text>
      <Text size="sm" className="any-text" style={isByPerson ? { whiteSpace: 'pre-line' } : undefined}>
        {spellContent(line.content) || '–'}
      </Text>
      {isByPerson && <Came line={line} />}
      {line.isCut && (
        <Text size="xs" c="dimmed">
          {t('cutShort')}
        </Text>
      )}
    </Box>
  );
}

const NOT_SENT: ReadonlySet<SaidLine['step']> = new Set(['held-back', 'expired', 'failed', 'uncertain', 'bounced']);

/** How far a person's reply came; one that did not leave says why. */
function Came({ line: { step = 'queued', reason, code, args, words } }: { readonly line: SaidLine }) {
  const t = useTranslations('customers.replySteps');
  const { word } = useReasonWords();
  const why = reason === undefined ? '' : word({ reason, code, args, words } as StoredReason);
  const isEnd = NOT_SENT.has(step);
  return (
    <Text size="xs" c={isEnd ? 'red' : 'dimmed'} role={isEnd ? 'alert' : undefined} className="any-text">
      {t.has(step as 'sent') ? t(step as 'sent') : step}
      {why !== '' && `: ${why}`}
    </Text>
  );
}
