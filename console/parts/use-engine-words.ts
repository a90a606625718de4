import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { WithSaid } from '../../engine/api/contract.ts';
import { EngineAway, RequestRefused } from '../queries/request.ts';
import { usePhrases } from './language.tsx';
import { wordPhrase } from './word-phrase.ts';

/** A problem or warning as the engine gives it. */
interface Expected {
  readonly expected: string;
  readonly code?: string | undefined;
  readonly args?: Readonly<Record<string, unknown>> | undefined;
}

/** Returns what words the problems and refusals of the engine for the person who looks. */
export function useEngineWords(): {
  /** The same problems, each `expected` in the reader's language. */
  readonly wordProblems: <P extends Expected>(problems: readonly P[]) => readonly P[];
  /** A sentence of an answer that tells the codes of its sentences. */
  readonly wordSentence: (sentence: string, said: WithSaid<object>['said']) => string;
  /** Why something was not done. */
  readonly wordFault: (fault: Error) => string;
} {
  const t = useTranslations('shell');
  const phrases = usePhrases();
  return useMemo(
    () => ({
      wordProblems: (problems) =>
        problems.map((one) => ({ ...one, expected: wordPhrase({ text: one.expected, ...one }, phrases) })),
      wordSentence: (text, said) => wordPhrase({ text, ...said?.[text] }, phrases),
      wordFault: (fault) => {
        if (fault instanceof EngineAway) return t('noAnswer');
        return fault instanceof RequestRefused
          ? wordPhrase({ text: fault.message, ...fault.answer }, phrases)
          : fault.message;
      },
    }),
    [t, phrases],
  );
}
