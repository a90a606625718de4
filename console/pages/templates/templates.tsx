import { Card, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { recordOf } from '../../parts/definitions.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { definitionsQuery } from '../../queries/definitions.ts';

/** Every template, with the channels it has words for. */
export function Templates() {
  const t = useTranslations('templates');
  const query = useQuery(definitionsQuery);
  return (
    <Page title={t('title')}>
      <FourStates
        query={query}
        isEmpty={({ documents }) => documents.every(({ kind }) => kind !== 'template')}
        empty={{ title: t('empty'), hint: t('emptyHint') }}
      >
        {({ documents }) => (
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
            {documents
              .filter(({ kind }) => kind === 'template')
              .map(({ name, body }) => {
                const { summary, channels, slots } = recordOf(body);
                return (
                  <Card key={name} withBorder>
                    <Text fw={600} className="any-text">
                      {name}
                    </Text>
                    <Text size="sm" c="dimmed" className="any-text">
                      {typeof summary === 'string' ? summary : Object.keys(recordOf(channels ?? slots)).join(', ')}
                    </Text>
                  </Card>
                );
              })}
          </SimpleGrid>
        )}
      </FourStates>
    </Page>
  );
}
