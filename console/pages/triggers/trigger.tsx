import { Anchor, Card, Code, Group, SimpleGrid, Stack, Tabs, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { stringify } from 'yaml';
import { type AnyDocument, recordOf, triggerFacts } from '../../parts/definitions.ts';
import { Empty, FourStates } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { withKeys } from '../../parts/with-keys.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import { TriggerState } from './triggers.tsx';

const TestTab = lazy(async () => ({ default: (await import('./test-tab.tsx')).TestTab }));

/** One trigger: when it wakes, if what, how often, and which message; and the same as text. */
export function TriggerPage() {
  const t = useTranslations('triggers');
  const { name } = useParams({ strict: false }) as { readonly name: string };
  const query = useQuery(definitionsQuery);
  return (
    <FourStates query={query}>
      {({ documents }) => {
        const found = (documents as readonly AnyDocument[]).find((one) => one.kind === 'trigger' && one.name === name);
        return found ? <Found document={found} /> : <Empty title={t('none')} hint={name} />;
      }}
    </FourStates>
  );
}

function Found({ document }: { readonly document: AnyDocument }) {
  const t = useTranslations('triggers');
  const shell = useTranslations('shell');
  const navigate = useNavigate();
  const { tab = 'build' } = useParams({ strict: false }) as { readonly tab?: string };
  const trigger = triggerFacts(document);
  const text = useMemo(
    () => stringify(document.body, { lineWidth: 100, flowCollectionPadding: false }),
    [document.body],
  );
  return (
    <Page
      title={trigger.summary === '' ? trigger.name : trigger.summary}
      actions={
        <>
          <Text size="sm" c="dimmed">
            {t('version', { version: trigger.version })}
          </Text>
          <TriggerState state={trigger.state} />
        </>
      }
    >
      <Group gap={6} mb="md">
        <Anchor component={Link} to="/triggers" size="sm">
          {shell('pages.triggers')}
        </Anchor>
        <Text size="sm" c="dimmed" className="any-text">
          / {trigger.name}
        </Text>
      </Group>
      <Tabs
        value={tab}
        onChange={(next) =>
          void navigate({ to: '/triggers/$name/$tab', params: { name: trigger.name, tab: next ?? 'build' } })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="build">{t('tabs.build')}</Tabs.Tab>
          <Tabs.Tab value="text">{t('tabs.text')}</Tabs.Tab>
          <Tabs.Tab value="test">{t('tabs.test')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="build">
          <SimpleGrid cols={{ base: 1, md: 2 }}>
            <Part title={t('when')}>
              <Text fw={550}>{trigger.waker}</Text>
              <Arguments of={trigger.on} />
            </Part>
            <Part title={t('conditions')}>
              <Conditions of={trigger.when} />
            </Part>
            <Part title={t('cooldown')}>
              <Text>{trigger.cooldown === '' ? '–' : trigger.cooldown}</Text>
            </Part>
            <Part title={t('message')}>
              <Text fw={550} className="any-text">
                {trigger.template}
              </Text>
              <Text size="sm" c="dimmed">
                {[
                  trigger.purpose && `${t('purpose')}: ${trigger.purpose}`,
                  trigger.channels.length > 0 && t('by', { channels: trigger.channels.join(', ') }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </Part>
          </SimpleGrid>
        </Tabs.Panel>
        <Tabs.Panel value="test">
          <Suspense fallback={null}>
            <TestTab name={trigger.name} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="text">
          <Code block fz="sm">
            {text}
          </Code>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card withBorder>
      <Title order={2} mb="xs">
        {title}
      </Title>
      {children}
    </Card>
  );
}

function Arguments({ of }: { readonly of: unknown }) {
  return (
    <Stack gap={2}>
      {Object.entries(recordOf(of)).map(([name, value]) => (
        <Text key={name} size="sm" className="any-text">
          <Text span c="dimmed">
            {name}:
          </Text>{' '}
          {typeof value === 'object' ? stringify(value).trim() : String(value)}
        </Text>
      ))}
    </Stack>
  );
}

const GROUPS = ['all', 'any', 'none', 'not-all', 'exactly-one'] as const;

/** Conditions as nested cards: a group says how its members count; a lone condition shows no joiner. */
function Conditions({ of }: { readonly of: unknown }) {
  const t = useTranslations('triggers');
  if (of === undefined) return <Text c="dimmed">{t('always')}</Text>;
  const body = recordOf(of);
  return (
    <Stack gap={6}>
      {Object.entries(body).map(([name, value]) => {
        const group = GROUPS.find((one) => one === name);
        if (!group || !Array.isArray(value)) return <Condition key={name} field={name} asks={value} />;
        return (
          <Card key={name} withBorder padding="xs" bg="var(--kairos-ground)">
            {value.length > 1 && (
              <Text size="xs" c="dimmed" fw={600} mb={4}>
                {t(`groups.${group}`)}
              </Text>
            )}
            <Stack gap={4}>
              {withKeys(value).map(([key, member]) => (
                <Conditions key={key} of={member} />
              ))}
            </Stack>
          </Card>
        );
      })}
    </Stack>
  );
}

function Condition({ field, asks }: { readonly field: string; readonly asks: unknown }) {
  const says =
    typeof asks === 'object' && asks !== null
      ? stringify(asks, { flowCollectionPadding: false, collectionStyle: 'flow' })
          .trim()
          .replace(/^\{|\}$/g, '')
      : `= ${String(asks)}`;
  return (
    <Text size="sm" className="any-text">
      <Text span fw={550}>
        {field}
      </Text>{' '}
      {says}
    </Text>
  );
}
