import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { CheckReport } from '../../../engine/api/contract.ts';
import { useExplainWords } from '../explained/use-explain-words.ts';

type Look = NonNullable<CheckReport['looks']>[number];

/** What a template looks like on each channel in each of its languages, with segments and cost. */
export function TemplateLooks({ looks, leftOut = 0 }: { readonly looks: readonly Look[]; readonly leftOut?: number }) {
  const t = useTranslations('changes');
  return (
    <Stack gap="xs" component="section" aria-label={t('looks')}>
      <Title order={3} size="h5">
        {t('looks')}
      </Title>
      <Text size="xs" c="dimmed">
        {t('looksHint')}
      </Text>
      {looks.flatMap(({ template, locale, channels }) =>
        Object.entries(channels).map(([channel, look]) => (
          <OnChannel key={`${template} ${locale} ${channel}`} locale={locale} channel={channel} look={look} />
        )),
      )}
      {leftOut > 0 && <Text size="sm">{t('looksLeftOut', { count: leftOut })}</Text>}
    </Stack>
  );
}

function OnChannel({
  locale,
  channel,
  look: { shown, missing, segments, cost, isCut },
}: {
  readonly locale: string;
  readonly channel: string;
  readonly look: Look['channels'][string];
}) {
  const t = useTranslations('changes');
  const words = useExplainWords();
  return (
    <div className="template-look">
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {words.channel(channel)} · {locale}
        </Text>
        {segments !== undefined && <Badge variant="light">{t('segments', { segments })}</Badge>}
        {cost !== undefined && <Badge variant="light">{cost}</Badge>}
      </Group>
      {Object.entries(shown).map(([slot, text]) => (
        <Text key={slot} size="sm" className="any-text">
          {text}
        </Text>
      ))}
      {isCut && (
        <Text size="xs" c="dimmed">
          {t('looksCut')}
        </Text>
      )}
      {missing.length > 0 && <Text size="sm">{t('looksMissing', { names: missing.join(', ') })}</Text>}
    </div>
  );
}
