import { Badge, Button, Card, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { recordOf } from '../../parts/definitions.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { SearchField, useSearched } from '../../parts/search-field.tsx';
import { definitionsQuery } from '../../queries/definitions.ts';
import { draftsQuery } from '../../queries/drafts.ts';

/** Every template, with its channels and languages, drafts of one's own among them. */
export function Templates() {
  const t = useTranslations('templates');
  const query = useQuery(definitionsQuery);
  const { data: drafts } = useQuery({ ...draftsQuery, retry: false });
  const searched = useSearched();
  const drafted = new Set((drafts?.mine ?? []).filter(({ kind }) => kind === 'template').map(({ name }) => name));
  return (
    <Page title={t('title')} actions={<NewTemplate />}>
      <FourStates query={query}>
        {({ documents }) => {
          const stored = documents
            .filter(({ kind }) => kind === 'template')
            .map(({ name, body }) => ({ name, ...factsOf(body) }));
          const fresh = [...drafted]
            .filter((name) => stored.every((one) => one.name !== name))
            .map((name) => ({ name, ...factsOf(undefined) }));
          const found = [...stored, ...fresh]
            .filter(({ name, summary }) => `${name} ${summary}`.toLowerCase().includes(searched))
            .sort((a, b) => (a.name < b.name ? -1 : 1));
          return (
            <Stack gap="sm">
              <Group justify="space-between">
                <SearchField label={t('search')} />
                <Text size="sm" c="dimmed" aria-live="polite">
                  {t('count', { count: found.length })}
                </Text>
              </Group>
              {found.length === 0 && <Text c="dimmed">{t(searched === '' ? 'emptyHint' : 'none')}</Text>}
              <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
                {found.map(({ name, summary, channels, languages }) => (
                  <Card key={name} withBorder>
                    <Group justify="space-between" wrap="nowrap">
                      <Link to="/templates/$name" params={{ name }} className="row-link any-text">
                        {summary === '' ? name : summary}
                      </Link>
                      {drafted.has(name) && (
                        <Badge variant="light" color="indigo" tt="none" style={{ flex: 'none' }}>
                          {t('draft')}
                        </Badge>
                      )}
                    </Group>
                    <Text size="xs" c="dimmed" className="any-text">
                      {name}
                    </Text>
                    <Group gap={6} mt="xs">
                      {[...channels, ...languages].map((one) => (
                        <Badge key={one} variant="light" color="gray" tt="none">
                          {one}
                        </Badge>
                      ))}
                    </Group>
                  </Card>
                ))}
              </SimpleGrid>
            </Stack>
          );
        }}
      </FourStates>
    </Page>
  );
}

const NAME = /^[a-z0-9][a-z0-9-]*$/;

function NewTemplate() {
  const t = useTranslations('templates');
  const navigate = useNavigate();
  const [name, setName] = useState<string>();
  if (name === undefined) {
    return (
      <Button leftSection={<IconPlus size={16} />} onClick={() => setName('')}>
        {t('create')}
      </Button>
    );
  }
  const isName = NAME.test(name);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isName) void navigate({ to: '/templates/$name', params: { name } });
      }}
    >
      <Group gap="xs" align="flex-start">
        <TextInput
          aria-label={t('newName')}
          placeholder={t('newName')}
          value={name}
          onChange={({ currentTarget: { value } }) => setName(value)}
          error={name !== '' && !isName ? t('newNameHint') : undefined}
          data-autofocus
          autoFocus
        />
        <Button type="submit" disabled={!isName}>
          {t('make')}
        </Button>
      </Group>
    </form>
  );
}

function factsOf(body: unknown) {
  const { summary, channels, language, locales } = recordOf(body);
  return {
    summary: typeof summary === 'string' ? summary : '',
    channels: Object.keys(recordOf(channels)),
    languages: [...(typeof language === 'string' ? [language] : []), ...Object.keys(recordOf(locales))],
  };
}
