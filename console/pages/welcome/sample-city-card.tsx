import { Alert, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconWalk } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { LiveMap } from '../../parts/live-map.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { askAnew } from '../../queries/known.ts';
import { useLive } from '../../queries/live.ts';
import { removeSampleCity, startSampleCity, useHasSampleCity } from '../../queries/sample-city.ts';
import { useMay } from '../../queries/session.ts';

/** Starts the sample city, shows it while it walks, and removes it. */
export function SampleCityCard() {
  const { wordFault } = useEngineWords();
  const t = useTranslations('welcome');
  const queries = useQueryClient();
  const isHere = useHasSampleCity();
  const mayPublish = useMay('publish');
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<Error>();
  const change = async (go: () => Promise<void>) => {
    setBusy(true);
    setFault(undefined);
    await go().catch(setFault);
    await askAnew(queries);
    setBusy(false);
  };
  return (
    <Card withBorder padding="lg">
      <Stack gap="sm">
        <Title order={2}>{t('city')}</Title>
        {isHere && <WalkingCity />}
        <Text size="sm" c="dimmed">
          {t(isHere ? 'walks' : 'cityHint')}
        </Text>
        {fault && (
          <Alert color="red" role="alert" className="any-text">
            {wordFault(fault)}
          </Alert>
        )}
        {isHere === false && !mayPublish && <Text size="sm">{t('mayNot')}</Text>}
        <Group>
          {isHere === false && mayPublish && (
            <Button leftSection={<IconWalk size={18} />} loading={isBusy} onClick={() => void change(startSampleCity)}>
              {t('start')}
            </Button>
          )}
          {isHere && (
            <Button component={Link} to="/now">
              {t('watch')}
            </Button>
          )}
          {isHere && mayPublish && (
            <Button
              variant="default"
              loading={isBusy}
              title={t('removing')}
              onClick={() => void change(removeSampleCity)}
            >
              {t('remove')}
            </Button>
          )}
        </Group>
      </Stack>
    </Card>
  );
}

function WalkingCity() {
  const state = useLive();
  return (
    <div style={{ height: 300 }}>
      <LiveMap state={state} />
    </div>
  );
}
