import { Anchor, Group, Text } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { Page } from '../../parts/page.tsx';
import { Versions } from '../../parts/publish/versions.tsx';

/** The versions of one trigger: compared, and made live again. */
export function TriggerVersions() {
  const t = useTranslations('changes');
  const shell = useTranslations('shell');
  const { name } = useParams({ strict: false }) as { readonly name: string };
  return (
    <Page title={t('versionsOf', { name })}>
      <Group gap={6} mb="md" component="nav" aria-label={shell('back')}>
        <Anchor component={Link} to="/triggers" size="sm">
          {shell('pages.triggers')}
        </Anchor>
        <Text size="sm" c="dimmed" aria-hidden>
          /
        </Text>
        <Anchor component={Link} to="/triggers/$name" params={{ name } as never} size="sm" className="any-text">
          {name}
        </Anchor>
      </Group>
      <Versions kind="trigger" name={name} />
    </Page>
  );
}
