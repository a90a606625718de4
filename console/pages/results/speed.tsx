import { useTranslations } from 'use-intl';
import { Filters } from './filters.tsx';
import { Lateness } from './lateness.tsx';
import { AskedPage } from './results-page.tsx';
import { SpeedByChannel } from './speed-by-channel.tsx';
import { SpeedOverTime } from './speed-over-time.tsx';

/** How fast signals became messages, and what it costs where they did not. */
export function Speed() {
  const t = useTranslations('results');
  return (
    <AskedPage tab="speed" title={() => t('tabs.speed')}>
      {(address) => (
        <>
          <Filters address={address} />
          <Lateness address={address} />
          <SpeedOverTime address={address} />
          <SpeedByChannel address={address} />
        </>
      )}
    </AskedPage>
  );
}
