import { useTranslations } from 'use-intl';
import { blockersOf, type Condition, type ExplainedNode } from './blockers.ts';
import { useExplainWords } from './use-explain-words.ts';

/** Returns what words the conditions that kept a trigger from matching, each with the value that was seen. */
export function useBlockerWords(): (when: ExplainedNode) => readonly string[] {
  const t = useTranslations('customers.sentence');
  const words = useExplainWords();
  const word = ({ field, operator, args, saw }: Condition) => {
    const condition = `${words.field(field)} ${words.test(field, operator, args)}`.trim();
    return saw === undefined || saw === null
      ? t('wasUnknown', { condition })
      : t('was', { condition, value: words.value(field, saw) });
  };
  return (when) => blockersOf(when).map(word);
}
