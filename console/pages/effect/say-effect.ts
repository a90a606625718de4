import { useFormatter, useTranslations } from 'use-intl';
import type { EffectAnswer } from '../../../engine/api/contract.ts';

export type FoundEffect = NonNullable<EffectAnswer['effect']>;
export type Compared = NonNullable<FoundEffect['compared']>['conversion'];
export type Bounds = Compared['difference'];

/** Writes figures of an effect in the reader's language. */
export function useEffectFigures(currency: string | undefined) {
  const format = useFormatter();
  const t = useTranslations('effect');
  const amount = (number: number) =>
    // no minus before a zero
    format.number((Math.abs(number) < 10 ? Math.round(number * 10) / 10 : Math.round(number)) + 0);
  const share = (number: number) => format.number(number, { style: 'percent', maximumFractionDigits: 1 });
  const signed = (number: number) =>
    format.number(number, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' });
  const money = (number: number) =>
    currency === undefined
      ? amount(number)
      : format.number(number, { style: 'currency', currency, maximumFractionDigits: Math.abs(number) < 100 ? 2 : 0 });
  const bounds = ({ low, high }: Bounds, tell: (number: number) => string) =>
    low === null && high === null
      ? t('unknown')
      : t('bounds', { low: low === null ? '−∞' : tell(low), high: high === null ? '∞' : tell(high) });
  return { amount, share, signed, money, bounds };
}

/** Says in one sentence what was found, with the goal's own word for its successes. */
export function useVerdict(): (answer: EffectAnswer) => string {
  const t = useTranslations('effect');
  const { amount, share } = useEffectFigures(undefined);
  const what = useSuccesses();
  return (answer) => {
    if (!answer.effect) return t(answer.triggers ? 'noGoalOfAll' : 'noGoal');
    const { code, args } = answer.effect.verdict;
    const { low = 0, high = 0, daysLeft = 0, share: part = 0, expected = 0, planned = 0 } = args;
    return t(answer.triggers && code === 'no-control' ? 'noControlOfAll' : `verdicts.${code}`, {
      ...{ low: amount(low), high: amount(high), daysLeft, planned, what: what(answer) },
      ...{ share: share(part), expected: share(expected) },
    });
  };
}

/** Names what is counted: the goal's own word, else the event, else successes. */
function useSuccesses(): (answer: EffectAnswer) => string {
  const t = useTranslations('effect');
  return ({ triggers, goal, title, event }) => {
    if (triggers) return t('what.successes');
    if (goal === 'unsubscribed' || goal === 'complained') return t(`what.${goal}`);
    return title ?? (event === undefined ? t('what.successes') : t('what.event', { event }));
  };
}

/** Names a goal: guard rails have words, goals the names that the trigger gives them. */
export function useGoalName(): (goal: string) => string {
  const t = useTranslations('effect');
  return (goal) => (goal === 'unsubscribed' || goal === 'complained' ? t(`rails.${goal}`) : goal);
}
