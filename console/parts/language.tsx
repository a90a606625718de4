import { Center, Loader } from '@mantine/core';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { IntlProvider } from 'use-intl';
import type { Words } from '../words/en/index.ts';
import { type Language, loadPhrases, loadWords, type Phrases, preferredLanguage } from '../words/languages.ts';

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

const Said = createContext<Phrases | undefined>(undefined);

/** The phrases of the engine in the language that the console speaks; undefined: the engine's own. */
export function usePhrases(): Phrases | undefined {
  return useContext(Said);
}

/** Gives all below it their words, and times in the browser's zone; follows a choice made in another tab. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(() => preferredLanguage(localStorage.getItem(KEPT_AS), navigator.languages));
  const [loaded, setLoaded] = useState<{ readonly words: Words; readonly phrases: Phrases | undefined }>();
  useEffect(() => {
    let isWanted = true;
    void Promise.all([loadWords(language), loadPhrases(language)]).then(([words, phrases]) => {
      if (!isWanted) return;
      document.documentElement.lang = language;
      setLoaded({ words, phrases });
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
  if (!loaded) {
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
        messages={loaded.words}
        timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
      >
        <Said.Provider value={loaded.phrases}>{children}</Said.Provider>
      </IntlProvider>
    </Chosen.Provider>
  );
}

/** The browser's own way with dates and numbers, where it is one of this language: `en-GB` has 24 hours. */
function localeFor(language: Language): string {
  return navigator.languages.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}
