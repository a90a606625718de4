import { Center, Loader } from '@mantine/core';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { IntlProvider } from 'use-intl';
import type { Words } from '../words/en/index.ts';
import { type Language, loadWords, preferredLanguage } from '../words/languages.ts';

declare module 'use-intl' {
  interface AppConfig {
    Messages: Words;
  }
}

const KEPT_AS = 'kairos-language';

interface Choice {
  readonly language: Language;
  choose(language: Language): void;
}

const Chosen = createContext<Choice>({ language: 'en', choose: () => undefined });

/** The language that the console speaks, and how to choose another. */
export function useLanguage(): Choice {
  return useContext(Chosen);
}

/** Gives all below it their words, and times in the browser's zone; follows a choice made in another tab. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(() => preferredLanguage(localStorage.getItem(KEPT_AS), navigator.languages));
  const [words, setWords] = useState<Words>();
  useEffect(() => {
    let isWanted = true;
    void loadWords(language).then((loaded) => {
      if (!isWanted) return;
      document.documentElement.lang = language;
      setWords(loaded);
    });
    return () => {
      isWanted = false;
    };
  }, [language]);
  useEffect(() => {
    const follow = ({ key, newValue }: StorageEvent) => {
      if (key === KEPT_AS) setLanguage(preferredLanguage(newValue, navigator.languages));
    };
    addEventListener('storage', follow);
    return () => removeEventListener('storage', follow);
  }, []);
  const choice = useMemo<Choice>(
    () => ({
      language,
      choose(next) {
        localStorage.setItem(KEPT_AS, next);
        setLanguage(next);
      },
    }),
    [language],
  );
  if (!words) {
    return (
      <Center h="100vh">
        <Loader aria-label="Kairos" />
      </Center>
    );
  }
  return (
    <Chosen.Provider value={choice}>
      <IntlProvider
        locale={localeFor(language)}
        messages={words}
        timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
      >
        {children}
      </IntlProvider>
    </Chosen.Provider>
  );
}

/** The browser's own way with dates and numbers, where it is one of this language: `en-GB` has 24 hours. */
function localeFor(language: Language): string {
  return navigator.languages.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}
