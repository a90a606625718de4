import { useTranslations } from 'use-intl';

/** Returns what words who changed something: a person by their name, a program by its key. */
export function useAuthor(): (author: string) => string {
  const t = useTranslations('settings');
  const keyName = useKeyName();
  return (author) => {
    const key = /^key:(.*)$/.exec(author)?.[1];
    return key === undefined ? author : t('byKey', { name: keyName(key) });
  };
}

/** The name of a key of the settings, as the engine writes it. */
const PRESET = 'set from outside';

/** Returns what words the name of a key: one that stands in the settings has none of its own. */
export function useKeyName(): (name: string) => string {
  const t = useTranslations('settings');
  return (name) => (name === PRESET ? t('preset') : name);
}
