import { SegmentedControl, SimpleGrid, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PreviewsAnswer } from '../../../engine/api/contract.ts';
import { DEVICES, type Device, type Look } from './looks.ts';
import { PreviewCard } from './preview-card.tsx';

/** What becomes of a template on one channel, once for each look; what differs from the first is marked. */
export function Previews({
  previews: { previews },
  looks,
  channel,
}: {
  readonly previews: PreviewsAnswer;
  readonly looks: readonly Look[];
  readonly channel: string;
}) {
  const t = useTranslations('templates');
  const [device, setDevice] = useState<Device>('phone');
  const hasFrames = previews.some(({ channels }) => channels[channel]?.frame !== undefined);
  return (
    <Stack gap="sm">
      {hasFrames && (
        <SegmentedControl
          aria-label={t('device.title')}
          data={DEVICES.map((value) => ({ value, label: t(`device.${value}`) }))}
          value={device}
          onChange={(value) => setDevice(value as Device)}
          w="max-content"
        />
      )}
      <SimpleGrid cols={{ base: 1, lg: device === 'phone' && looks.length > 1 ? 2 : 1 }} spacing="md">
        {looks.map((look, i) => (
          <PreviewCard
            key={look}
            look={look}
            device={device}
            shown={previews[i]?.channels[channel]}
            first={i === 0 ? undefined : previews[0]?.channels[channel]}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
}
