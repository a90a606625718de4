import { useCallback } from 'react';
import { useTranslations } from 'use-intl';

/** Returns what says that a chart draws fewer rows than there are; undefined where it draws all of them. */
export function useCutNote(): (drawn: number, of: number) => string | undefined {
  const t = useTranslations('chart');
  return useCallback((drawn, of) => (of > drawn ? t('drawn', { drawn, of }) : undefined), [t]);
}
