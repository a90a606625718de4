import { Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { SignalExplanation } from '../../../engine/api/contract.ts';
import { recordOf } from '../../parts/definitions.ts';
import { useSignalWords } from '../../parts/explained/use-signal-words.ts';
import { ZonedTime } from '../../parts/zoned-time.tsx';
import { Part } from './part.tsx';
import { useStimulusWords } from './use-stimulus-words.ts';

/** What a signal said, when, and what it set off. */
export function AboutSignal({ explanation: { signal, zone, stimuli } }: { readonly explanation: SignalExplanation }) {
  const t = useTranslations('customers.explain');
  const words = useSignalWords();
  const stimulus = useStimulusWords();
  return (
    <Part title={t('signal')}>
      <Text size="sm" className="any-text">
        <strong>{words.kind(signal.kind)}</strong> · <ZonedTime at={signal.at} zone={zone} /> · {signal.id}
      </Text>
      <Text size="sm" c="dimmed" className="any-text">
        {words.line(signal.kind, recordOf(signal.value))}
      </Text>
      {stimuli.length > 0 && (
        <Text size="sm" className="any-text">
          {t('setOff', { what: stimuli.map(stimulus).join(', ') })}
        </Text>
      )}
    </Part>
  );
}
