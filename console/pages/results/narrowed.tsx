import { Group, Pill } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useReasonWords } from '../../parts/use-reason-words.ts';
import type { ResultsAddress } from './address.ts';
import { NOBODY } from './behind-of.ts';
import { useFactWords } from './fact-words.ts';
import { MEASURES, type Measure } from './steps.ts';

/** The step, rule, reason and people that the number was about; each can be taken out. */
export function Narrowed({ address: { param, put } }: { readonly address: ResultsAddress }) {
  const t = useTranslations('results');
  const { rule } = useReasonWords();
  const { value } = useFactWords();
  const step = param('step').replace('-', '_') as Measure;
  const said = {
    of: usePeopleWords(param),
    step: MEASURES.includes(step) ? t(`measures.${step}`) : param('step'),
    gate: param('gate') === '' ? '' : rule(param('gate')),
    code: param('code'),
    args: param('args') === '' ? '' : t('oneLimit'),
    alone: param('alone') === 'true' ? t('columns.alone') : '',
    age_from: param('age_from') === '' ? '' : t('olderThan', { seconds: Number(param('age_from')) / 1_000 }),
    next_channel:
      param('next_channel') === '' ? '' : t('nextChannel', { channel: value('channel', param('next_channel')) }),
    age_until: param('age_until') === '' ? '' : t('youngerThan', { seconds: Number(param('age_until')) / 1_000 }),
  };
  return (
    <Group gap={6}>
      {Object.entries(said).map(
        ([name, text]) =>
          text !== '' && (
            <Pill
              key={name}
              withRemoveButton
              onRemove={() => put({ ...(name === 'of' && NOBODY), [name]: '', skip: '' })}
              removeButtonProps={{ 'aria-label': t('removeFilter', { fact: text }), tabIndex: 0, 'aria-hidden': false }}
            >
              {text}
            </Pill>
          ),
      )}
    </Group>
  );
}

/** Which people a number counts; '' for a number of decisions. */
function usePeopleWords(param: ResultsAddress['param']): string {
  const t = useTranslations('results');
  const { value } = useFactWords();
  const [trigger, other] = [param('trigger'), param('other')];
  if (param('of') === 'overlap') return other === '' ? t('wroteOne', { trigger }) : t('wroteBoth', { trigger, other });
  if (param('of') === 'effect') {
    const group = [value('group', param('in_group') || 'message'), param('in_variant')].filter(Boolean).join(' · ');
    return t(param('converted') === 'true' ? 'comparedConverted' : 'compared', { group });
  }
  if (param('of') !== 'return') return '';
  const within = t('returnWithin', { group: value('group', param('in_group')), days: Number(param('days')) });
  return t(param('returned') === 'true' ? 'cameBack' : 'mayReturn', { within });
}
