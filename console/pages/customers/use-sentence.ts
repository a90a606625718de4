import { useTranslations } from 'use-intl';
import type { SignalTriggerExplanation, TriggerExplanation } from '../../../engine/api/contract.ts';
import { useBlockerWords } from '../../parts/explained/use-blocker-words.ts';
import { useExplainWords } from '../../parts/explained/use-explain-words.ts';
import { useWakerClause } from '../../parts/sentence/use-clauses.ts';
import { useZonedTime } from '../../parts/zoned-time.tsx';

/** A trigger's explanation, with what was recorded where it is about one signal. */
export type Explained = TriggerExplanation & Partial<Pick<SignalTriggerExplanation, 'recorded' | 'decides'>>;

const ENDINGS = ['failed', 'uncertain', 'expired', 'held-back', 'sent', 'deferred', 'queued'] as const;
type Ending = (typeof ENDINGS)[number];
const KEYS = {
  failed: 'failed',
  uncertain: 'uncertain',
  expired: 'expired',
  'held-back': 'held',
  deferred: 'deferred',
} as const;

/** The step that says how a decision ended, of all that were recorded; undefined: none did yet. */
export function endingOf({ recorded = [] }: Explained) {
  return ENDINGS.flatMap((step) => recorded.filter((one) => one.step === step).slice(-1)).at(0);
}

/** The step that says why it went by its channel; undefined: nothing is to be said of it. */
function planOf({ recorded = [] }: Explained) {
  return recorded.findLast(({ step, code }) => step === 'queued' && code !== undefined && code !== '');
}

/**
 * Returns the one sentence on what became of a trigger: what happened, which rule or value was in the way, and until
 * when.
 */
export function useSentence(zone: string): (explained: Explained) => string {
  const t = useTranslations('customers.sentence');
  const words = useExplainWords();
  const waker = useWakerClause();
  const time = useZonedTime(zone);
  const blockers = useBlockerWords();
  const conditions = ({ when }: Explained) => blockers(when).join('; ');
  const withPlan = (sentence: string, plan: Parameters<typeof words.reason>[0] | undefined) =>
    plan ? `${sentence} ${words.reason(plan)}.` : sentence;
  const recorded = (step: NonNullable<ReturnType<typeof endingOf>>, plan: ReturnType<typeof planOf>): string => {
    const ending = step.step as Ending;
    if (ending === 'sent' || ending === 'queued')
      return withPlan(t(ending, { channel: words.channel(step.channel), time: time(step.at) }), plan);
    const said = words.reason(step) || words.gate(step.gate);
    const sentence = t(KEYS[ending], { reason: said });
    if (step.until === undefined) return sentence;
    return `${sentence} ${t(ending === 'deferred' ? 'goesOn' : 'until', { time: time(step.until) })}`;
  };
  const wouldBe = ({ gates, choice }: Explained): string => {
    const stop = gates.find(({ says }) => says !== 'pass');
    if (!stop) return withPlan(t('wouldSend', { channel: words.channel(gates.at(-1)?.channels[0] ?? '') }), choice);
    const sentence = t(stop.says === 'hold' ? 'wouldHold' : 'wouldDefer', {
      reason: words.reason(stop) || words.gate(stop.gate),
    });
    return stop.until === undefined ? sentence : `${sentence} ${t('until', { time: time(stop.until) })}`;
  };
  return (explained) => {
    const ending = endingOf(explained);
    if (ending) return recorded(ending, planOf(explained));
    const { on, answer } = explained;
    if (!on.isWoken) return t('asleep', { what: waker(on.waker, on.args) });
    if (answer === 'no') return t('noMatch', { conditions: conditions(explained) });
    if (answer === 'unknown') return t('unknown', { conditions: conditions(explained) });
    return explained.recorded === undefined ? wouldBe(explained) : t('unrecorded');
  };
}
