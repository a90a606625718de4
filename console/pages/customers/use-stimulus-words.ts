import { useTranslations } from 'use-intl';
import { useSignalWords } from '../../parts/explained/use-signal-words.ts';
import { usePlaceNames } from '../../parts/use-place-names.ts';

/** Returns what words what a signal set off, as the engine writes it: `enter haus`, `event order`, `timer of later`. */
export function useStimulusWords(): (stimulus: string) => string {
  const t = useTranslations('customers');
  const { kind } = useSignalWords();
  const place = usePlaceNames();
  return (stimulus) => {
    const [how = '', ...rest] = stimulus.split(' ');
    const name = rest.join(' ');
    const [passed] = / by passing: /.exec(name) ?? [];
    if (passed !== undefined) return t('passed', { place: place(name.slice(0, name.indexOf(passed))) });
    if (how === 'enter') return t('entered', { place: place(name) });
    if (how === 'exit') return t('left', { place: place(name) });
    if (how === 'timer') return t('timer', { trigger: name.replace(/^of /, '') });
    if (how === 'event') return t('eventNamed', { kind: kind('event'), name });
    return kind(how === 'signal' ? name : stimulus);
  };
}
