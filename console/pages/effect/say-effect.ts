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

/** Says a verdict in one sentence; `isOfAll`: on all triggers together. */
export function useVerdict(isOfAll = false): (verdict: FoundEffect['verdict']) => string {
  const t = useTranslations('effect');
  const { amount, share } = useEffectFigures(undefined);
  return ({ code, args: { low = 0, high = 0, daysLeft = 0, share: part = 0, expected = 0, planned = 0 } }) =>
    t(isOfAll && code === 'no-control' ? 'noControlOfAll' : `verdicts.${code}`, {
      ...{ low: amount(low), high: amount(high), daysLeft, planned },
      ...{ share: share(part), expected: share(expected) },
    });
}

/** Names a goal: guard rails have words, goals the names that the trigger gives them. */
export function useGoalName(): (goal: string) => string {
  const t = useTranslations('effect');
  return (goal) => (goal === 'unsubscribed' || goal === 'complained' ? t(`rails.${goal}`) : goal);
}
