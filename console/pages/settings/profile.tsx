import { Button, Card, SegmentedControl, Stack, Text, Title, useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../parts/language.tsx';
import { skipSteps, useSkippedSteps } from '../../queries/first-steps.ts';
import { sessionQuery } from '../../queries/session.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../words/languages.ts';
import { PasswordForm } from './password-form.tsx';
import { SettingsPage } from './settings-page.tsx';

/** What each person settles for themselves: language, light, password, and the first steps. */
export function Profile() {
  const t = useTranslations('settings');
  const shell = useTranslations('shell');
  const { data: session } = useQuery(sessionQuery);
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const isSkipped = useSkippedSteps();
  return (
    <SettingsPage>
      <Stack maw={560} gap="lg">
        <Card withBorder padding="lg">
          <Title order={2} mb={4} className="any-text">
            {session?.name}
          </Title>
          <Text c="dimmed" size="sm">
            {(session?.roles ?? []).map((role) => t(`roles.${role}`)).join(', ')}
          </Text>
        </Card>
        <Card withBorder padding="lg">
          <Title order={2} mb="sm">
            {t('look')}
          </Title>
          <Stack gap="md">
            <Choice
              name={shell('language')}
              value={language}
              options={LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]] as const)}
              choose={choose}
            />
            <Choice
              name={shell('theme')}
              value={colorScheme}
              options={(['light', 'dark', 'auto'] as const).map((one) => [one, shell(`themes.${one}`)] as const)}
              choose={setColorScheme}
            />
          </Stack>
        </Card>
        {session && <PasswordForm hasPassword={!session.mustChoosePassword} />}
        <Card withBorder padding="lg">
          <Title order={2} mb={4}>
            {t('steps')}
          </Title>
          <Text c="dimmed" size="sm" mb="sm">
            {t('stepsHint')}
          </Text>
          <Button variant="default" w="fit-content" onClick={() => skipSteps(false)} disabled={!isSkipped}>
            {t('restart')}
          </Button>
        </Card>
      </Stack>
    </SettingsPage>
  );
}

function Choice<T extends string>({
  name,
  value,
  options,
  choose,
}: {
  readonly name: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, name: string])[];
  readonly choose: (value: T) => void;
}) {
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {name}
      </Text>
      <SegmentedControl
        aria-label={name}
        value={value}
        data={options.map(([one, label]) => ({ value: one, label }))}
        onChange={(one) => choose(one as T)}
      />
    </div>
  );
}
