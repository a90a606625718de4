import { Box, Button, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { ConversationPage } from '../../../engine/api/contract.ts';
import { useExplainWords } from '../../parts/explained/use-explain-words.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { ZonedTime } from '../../parts/zoned-time.tsx';
import { conversationQuery } from '../../queries/customers.ts';
import { spellContent } from './conversation-text.ts';
import { Part } from './part.tsx';

type Line = ConversationPage['rows'][number];

/** What was written to a customer and what they wrote, on all channels, newest first. */
export function Conversation({ id, zone }: { readonly id: string; readonly zone: string }) {
  const t = useTranslations('customers');
  const query = useInfiniteQuery(conversationQuery(id));
  return (
    <Part title={t('conversation')}>
      <FourStates query={query}>
        {({ pages }) => {
          const lines = pages.flatMap(({ rows }) => [...rows].reverse());
          if (lines.length === 0) return <Text c="dimmed">{t('noConversation')}</Text>;
          return (
            <Stack gap="xs">
              <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
                {lines.map((line) => (
                  <Said key={line.mark} line={line} zone={zone} />
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

function Said({ line, zone }: { readonly line: Line; readonly zone: string }) {
  const t = useTranslations('customers');
  const words = useExplainWords();
  const isTheirs = line.direction === 'in';
  return (
    <Box component="li" className={isTheirs ? 'said said-in' : 'said said-out'}>
      <Text size="xs" c="dimmed">
        {t(isTheirs ? 'theyWrote' : 'weWrote', { channel: words.channel(line.channel) })} ·{' '}
        <ZonedTime at={line.at} zone={zone} />
      </Text>
      <Text size="sm" className="any-text">
        {spellContent(line.content) || '–'}
      </Text>
      {line.isCut && (
        <Text size="xs" c="dimmed">
          {t('cutShort')}
        </Text>
      )}
    </Box>
  );
}
