import { useTranslations } from 'use-intl';
import { ByFacts } from './by-facts.tsx';
import { Filters } from './filters.tsx';
import { Funnel } from './funnel.tsx';
import { OverTime } from './over-time.tsx';
import { AskedPage } from './results-page.tsx';

/** What triggers did in a period: all of them, or the one in the address. */
export function Results() {
  const t = useTranslations('results');
  return (
    <AskedPage tab="overview" title={({ trigger }) => (trigger === '' ? t('title') : t('titleOf', { trigger }))}>
      {(address) => (
        <>
          <Filters address={address} />
          <Funnel address={address} />
          <OverTime address={address} />
          <ByFacts address={address} />
        </>
      )}
    </AskedPage>
  );
}
